using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Methods;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Explanations;

/// <summary>
/// Against what the reference program computes on the default model, for 205 sentences of the SST test set.
/// </summary>
public sealed class ReferenceFiguresTests
{
    private const double Tolerance = 1e-9;

    [SkippableFact]
    public void Scores_and_leftovers_agree()
    {
        var sentences = Sentences();
        var rows = Rows("scores.csv");
        Assert.Equal(205, rows.Select(row => row["sentence"]).Distinct().Count());
        foreach (var row in rows)
        {
            var (sentence, target) = (sentences[Int(row, "sentence") - 1], Target.Class(Int(row, "target")));
            var (plain, conserving) = (
                Lrp.Default.Explain(DefaultModel.Network, sentence, target)[0],
                Conserving.Explain(DefaultModel.Network, sentence, target)[0]
            );
            Assert.Equal(
                (Int(row, "predicted"), Int(row, "length")),
                (plain.Prediction.Class, plain.Relevances.Length)
            );
            Close.Absolute(
                Tolerance,
                new[]
                {
                    "score_0",
                    "score_1",
                    "score_2",
                    "score_3",
                    "score_4",
                    "leftover_delta0",
                    "leftover_delta1",
                    "total_delta1",
                }.Select(column => Number(row, column)),
                [
                    .. plain.Prediction.Scores,
                    plain.Leftover.IfNone(double.NaN),
                    conserving.Leftover.IfNone(double.NaN),
                    conserving.Total,
                ]
            );
        }
    }

    [SkippableTheory]
    [InlineData("lrp")]
    [InlineData("lrp_delta1")]
    [InlineData("sa")]
    [InlineData("gi")]
    public void Word_relevances_agree(string column)
    {
        var method = column switch
        {
            "lrp" => Lrp.Default,
            "lrp_delta1" => Conserving,
            "sa" => Gradient.Sensitivity,
            _ => Gradient.TimesInput,
        };
        var sentences = Sentences();
        foreach (
            var rows in Rows("words.csv").GroupBy(row => (Sentence: Int(row, "sentence"), Target: Int(row, "target")))
        )
        {
            var explanation = method.Explain(
                DefaultModel.Network,
                sentences[rows.Key.Sentence - 1],
                Target.Class(rows.Key.Target)
            )[0];
            Assert.Equal(rows.Select(row => row["word"]), explanation.Prediction.Sentence.Words);
            Close.Absolute(Tolerance, rows.Select(row => Number(row, column)), explanation.Relevances);
        }
    }

    [SkippableFact]
    public void Relevances_and_gradients_of_each_feature_and_direction_agree()
    {
        var sentences = Sentences();
        foreach (var rows in Rows("dimensions.csv").GroupBy(row => Int(row, "sentence")))
        {
            var trace = ForwardPass.Run(DefaultModel.Network, sentences[rows.Key - 1]);
            ImmutableArray<Output> predicted = [Prediction.Of(trace)[0].Class];
            var relevance = Lrp.Relevance(RuleSet.Default, trace, predicted)
                .Recurrent[0]
                .Directions.Select(direction => direction.Features)
                .ToArray();
            var gradient = Gradient
                .Back(trace, predicted)
                .Recurrent[0]
                .Directions.Select(direction => direction.ByInputs)
                .ToArray();
            void Agree(string column, Matrix actual) =>
                Close.Absolute(Tolerance, rows.Select(row => Number(row, column)), actual.Span.ToArray());
            Agree("relevance_left", relevance[0]);
            Agree("relevance_right", relevance[1]);
            Agree("gradient_left", gradient[0]);
            Agree("gradient_right", gradient[1]);
        }
    }

    [SkippableFact]
    public void Each_class_score_of_the_whole_test_set_is_conserved()
    {
        foreach (var explanation in Conserving.Explain(DefaultModel.Network, Sentences(), Target.All, new(Threads: 2)))
            Close.Absolute(Tolerance, [explanation.Value], [explanation.Total]);
    }

    [SkippableFact]
    public void One_by_one_in_batches_and_on_threads_the_test_set_has_the_same_bits()
    {
        var sentences = Sentences();
        var alone = sentences
            .Select(sentence => Lrp.Default.Explain(DefaultModel.Network, sentence).Relevances.ToArray())
            .ToArray();
        foreach (var threads in new[] { 1, 2, 8 })
            Assert.Equal(
                alone,
                Lrp.Default.Explain(DefaultModel.Network, sentences, Target.Predicted, new(threads))
                    .Select(explanation => explanation.Relevances.ToArray())
            );
    }

    [Fact]
    public void Each_class_score_of_the_default_test_set_is_conserved()
    {
        var count = 0;
        foreach (
            var explanation in Conserving.Explain(
                DefaultModel.Network,
                Read(Repository.At("data", "sentences.txt")),
                Target.All
            )
        )
        {
            Close.Absolute(Tolerance, [explanation.Value], [explanation.Total]);
            count++;
        }

        Assert.Equal(5 * 300, count);
    }

    /// <summary>
    /// Published with the reference program's own model, whose word vectors must be fetched from there and put beside
    /// its weights.
    /// </summary>
    [SkippableFact]
    public void The_published_figures_of_test_sentence_291_come_out_with_the_reference_programs_own_model()
    {
        Repository.Shared("lrp_for_lstm", "model", "embeddings.npy");
        var network = ModelFiles.Read(Repository.Shared("lrp_for_lstm", "model")).OrThrow().Network;
        var sentence = network
            .Vocabulary.Encode("neither", "funny", "nor", "suspenseful", "nor", "particularly", "well-drawn", ".")
            .OrThrow();
        var target = Target.Class(0);
        var plain = Lrp.Default.Explain(network, sentence, target)[0];
        Close.Absolute(5e-9, [2.73149687, 2.7249559, 0.80547211, -1.5359282, -4.6083298], plain.Prediction.Scores);
        Close.Absolute(0.005, [1.86, -1.58, 1.50, -1.54, 2.00, -0.04, -0.06, -0.12], plain.Relevances);
        Close.Absolute(1e-9, [2.7314968677959888], [Conserving.Explain(network, sentence, target)[0].Total]);
        Close.Absolute(
            0.005,
            [5.01, 0.35, 0.73, 0.92, 1.66, 0.13, 0.66, 0.32],
            Gradient.Sensitivity.Explain(network, sentence, target)[0].Relevances
        );
        Close.Absolute(
            0.005,
            [0.03, 0.06, -0.11, -0.19, -0.19, -0.07, -0.06, 0.03],
            Gradient.TimesInput.Explain(network, sentence, target)[0].Relevances
        );
    }

    private static Method Conserving { get; } = Lrp.With(RuleSet.Epsilon(0.001, 1));

    private static ImmutableArray<Sentence> Sentences() =>
        Read(Repository.Shared("lrp_for_lstm", "data", "sequence_test.txt"));

    private static ImmutableArray<Sentence> Read(string path)
    {
        using var reader = File.OpenText(path);
        return [.. SentenceFile.Read(path, reader, DefaultModel.Network, DefaultModel.Network.Vocabulary.UnknownWord)];
    }

    private static ImmutableArray<IDictionary<string, object>> Rows(string file)
    {
        using var csv = new CsvReader(
            File.OpenText(Repository.Shared("reference", file)),
            CultureInfo.InvariantCulture
        );
        return [.. csv.GetRecords<dynamic>().Cast<IDictionary<string, object>>()];
    }

    private static int Int(IDictionary<string, object> row, string column) =>
        int.Parse((string)row[column], CultureInfo.InvariantCulture);

    private static double Number(IDictionary<string, object> row, string column) =>
        double.Parse((string)row[column], CultureInfo.InvariantCulture);
}
