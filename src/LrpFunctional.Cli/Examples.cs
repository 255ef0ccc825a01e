using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace LrpFunctional.Cli;

/// <summary>Puts examples under the help text.</summary>
internal static class Examples
{
    private const string Text = """
        Examples:
          lrp explain
              explain the predicted class of each sentence of the default test set
          lrp explain --text "the plot is thin , but the acting is superb ." --method lrp --method gi
              explain a sentence of your own by two methods
          lrp show --text "the plot is thin , but the acting is superb ." --method lrp --method sa
              see it in colours; with --out heatmaps.html as a page to share
          lrp report --method lrp --method sa --out report.html
              one page about the default test set, to read and to filter
          lrp explain --model MODEL --data sentences.txt --target all --out relevances.csv --scores scores.csv
              explain all classes with a model of your own
          cat sentences.txt | lrp predict --data - > scores.csv
              score sentences from a pipe
          lrp explain --data reviews.csv --text-column review --label-column stars --id-column number
              explain a column of a table; the column number comes out as id
          lrp explain --data dev.txt --format trees --phrases
              explain each part of the trees of the Stanford Sentiment Treebank
          lrp explain --model MODEL --vocab word_index.json --data ids.npy --padding 0
              explain sequences of ids that are filled up with 0, with the words of a Keras word_index
          lrp explain --model MODEL --data series.csv --group-column patient --feature-columns pulse,pressure --pool step
              explain sequences of numbers, step by step; without --pool step by feature, too
          lrp explain --data sentences.txt --method shapley --until 0.01 --column standard-error
              draw samples until no number of a word has a standard error above 0.01, and see it beside each
          lrp explain --text "the plot is thin , but the acting is superb ." --method sa --norm sum --column share
              the gradient of each word with its sign, and its share of all
          lrp explain --data sentences.txt --pool none --out features.npz --states states.csv
              the relevance of each number of the words' vectors, and of each unit of h and c at each step
          lrp explain --text "the plot is thin , but the acting is superb ." --prefixes
              see the prediction and its reasons after each word
          lrp explain --resume --data reviews.csv --shard 3/8 --out "words.{shard}.csv"
              the fourth of eight parts; the same command goes on after a kill
          lrp merge FOLDER --out words.csv
              put all parts together, byte for byte what one run writes
          lrp compare --method lrp --method occlusion --method shapley
              how far methods agree on the default test set, and what each costs
          lrp sweep --epsilon 0.001 0.01 0.1 --bias-factor 0 1 --out sweep.csv
              what LRP conserves with each ε and δ, and how far explanations change
          lrp interactions --text "not very good ." --target predicted --out pairs.svg
              what each two words do together, as a square; without --out the strongest pairs
          lrp interactions --data reviews.txt --method hessian --method cd --out pairs.csv
              the same of many sentences by two methods, as a table
          lrp evaluate all --model MODEL --data sentences.txt --out scorecard
              are explanations faithful: words deleted, documents searched, weights randomised, on one page
          lrp check --model MODEL --data sentences.txt --baseline relevances.csv --tolerance 5% --junit check.xml
              have explanations changed since lrp explain wrote relevances.csv? The exit code is 3 if they have
          lrp diff old.csv new.csv --html moved.html
              the same of two tables: explain with two models, and see where they differ
          lrp train --recipe recipe.json --data train.csv --dev dev.csv --out MODEL
              train a model of your own; the same command goes on after a kill
          lrp serve --model MODEL
              explain what is typed in a browser, at http://127.0.0.1:5080
          lrp info --model MODEL
              see what a model is
          lrp convert MODEL NEW
              turn a model of the reference program into safetensors

        Exit codes: 0 done, 1 a full disk, too little memory, an account that --strict finds open, or a defect of ours,
        2 something you can mend, 3 explanations that changed, 129 hung up, 130 interrupted, 141 the reader of the
        output went away, 143 terminated, 152 out of processor time.
        """;

    public static void AddToHelp(RootCommand root)
    {
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            if (help.Action is SynchronousCommandLineAction action)
                help.Action = new HelpWithExamples(action);
        }
    }

    private sealed class HelpWithExamples(SynchronousCommandLineAction help) : SynchronousCommandLineAction
    {
        /// <summary>Whoever asks for help need not know what is required.</summary>
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var result = help.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output.WriteLine(Text);
            return result;
        }
    }
}
