using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Joins;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Stateful;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;
using static LrpFunctional.Tests.Layers.Recurrent.EncoderDecoders;
using static LrpFunctional.Tests.Reference.SmallLayers;

namespace LrpFunctional.Tests.Layers.Recurrent;

/// <summary>A recurrent layer begins with states that another layer made.</summary>
public sealed class EncoderDecoderTests
{
    public static TheoryData<string> Names { get; } = [.. All.Keys];

    public static TheoryData<string> Cells { get; } = ["an LSTM", "two LSTMs", "a GRU", .. VariedCells.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Relevance_is_conserved_and_ledgers_close(string name) =>
        NetworkClaims.RelevanceIsConservedAndLedgersClose(Network(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_those_of_central_differences(string name) =>
        NetworkClaims.GradientsAreThoseOfDifferences(Network(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Multipliers_of_DeepLIFT_add_up(string name) => NetworkClaims.MultipliersAddUp(Network(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Decompositions_add_up_or_name_the_cell_that_has_none(string name)
    {
        var network = Network(name);
        var trace = ForwardPass.Run(network, RandomNetworks.Sentences(network, 8, 5)[0]);
        var beta = Assert.Throws<NotSupportedException>(() => CellDecomposition.Beta(trace, trace.Scores));
        Assert.Contains(network.Layers.OfType<StatefulLayer>().First().Kind, beta.Message, StringComparison.Ordinal);
        if (network.Layers.All(layer => !layer.WithoutDecomposition.Any()))
            NetworkClaims.PartsAddUp(network);
        else
            Assert.Throws<NotSupportedException>(() => ContextualDecomposition.OfPhrase(trace, 0, 1, 2));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_quick_way_gives_what_the_steps_give(string name) =>
        NetworkClaims.TheQuickWayGivesWhatTheStepsGive(Network(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Prefixes_and_batches_have_the_bits_of_sentences_alone(string name) =>
        NetworkClaims.PrefixesAndBatchesHaveTheBitsOfSentencesAlone(Network(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Short_numbers_are_close(string name) => NetworkClaims.ShortNumbersAreClose(Network(name));

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_decoder_with_the_weights_of_its_encoder_is_one_cell_that_reads_twice(string name)
    {
        var cells = Of(name);
        var (apart, once) = (Build(Twice(cells)), Once(cells));
        foreach (var sentence in RandomNetworks.Sentences(apart, 3, 1, 5, 8))
        foreach (
            var method in new[]
            {
                Lrp.Default,
                Lrp.With(RuleSet.Epsilon(0.01, 1)),
                Gradient.TimesInput,
                DeepLift.Default,
            }
        )
        {
            var (ours, theirs) = (method.Explain(apart, sentence), method.Explain(once, Doubled(sentence)));
            Close.Absolute(1e-12, theirs.Prediction.Scores, ours.Prediction.Scores);
            Close.Absolute(1e-10, Folded(theirs.Relevances), ours.Relevances);
            Close.Absolute(1e-10, [.. theirs.Leftover.ToSeq()], [.. ours.Leftover.ToSeq()]);
        }
    }

    [Theory]
    [InlineData("an LSTM")]
    [InlineData("two LSTMs")]
    [InlineData("a simple cell")]
    public void The_phrase_of_all_words_has_what_it_has_where_one_cell_reads_it_twice(string name)
    {
        var cells = Of(name);
        var (apart, once) = (Build(Twice(cells)), Once(cells));
        var sentence = RandomNetworks.Sentences(apart, 3, 5)[0];
        var ours = ContextualDecomposition.OfPhrase(ForwardPass.Run(apart, sentence), 0, 0, 4);
        var theirs = ContextualDecomposition.OfPhrase(ForwardPass.Run(once, Doubled(sentence)), 0, 0, 9);
        Close.Absolute(1e-12, theirs.Phrase.Span.ToArray(), ours.Phrase.Span.ToArray());
        Close.Absolute(1e-12, theirs.Rest.Span.ToArray(), ours.Rest.Span.ToArray());
    }

    [Fact]
    public void What_reaches_the_beginning_goes_to_the_encoder_and_what_reaches_its_own_stays()
    {
        var network = Network("an LSTM from h, whose c begins with numbers of its own");
        var trace = ForwardPass.Run(network, RandomNetworks.Sentences(network, 3, 4)[0]);
        var relevance = Lrp.Relevance(RuleSet.Default, trace, [0]);
        var decoder = (StatefulRelevance)relevance.Layers[2];
        var before = decoder.Recurrent.Directions[0].Steps[0].Before;
        Assert.Equal<double>(
            before.Hidden.Span.ToArray(),
            decoder.ToRead(1).OfRows(network.Layers[1].Strands, trace.Layers[1].Packing).Span.ToArray()
        );
        Assert.Equal(before.Cell.RowSums(), decoder.Leftover);
        Assert.NotEqual(0, before.Cell.Span.ToArray().Sum());
        Assert.Equal(2, network.Recurrent.Length);
        Assert.Equal(2, relevance.Recurrent.Length);
        Assert.Equal(2, trace.Recurrent.Length);
        Assert.Equal(2, Gradient.Back(trace, [0]).Recurrent.Length);
    }

    [Fact]
    public void Each_has_a_hash_of_its_own_and_is_equal_to_itself_made_again()
    {
        Assert.Equal(All.Count, All.Keys.Select(name => Network(name).Hash).Distinct().Count());
        foreach (var name in All.Keys)
        {
            var (one, other) = (Network(name), Network(name));
            Assert.Equal(one.Composition, other.Composition);
            Assert.Equal(one, other);
            var sentence = RandomNetworks.Sentences(one, 3, 4)[0];
            Assert.Equal(ForwardPass.Run(one, sentence), ForwardPass.Run(other, sentence));
        }

        Assert.NotEqual(
            Swapped([new(0, StatePart.Hidden), new(0, StatePart.Cell)]).Hash,
            Swapped([new(0, StatePart.Cell), new(0, StatePart.Hidden)]).Hash
        );
    }

    [Fact]
    public void What_no_state_can_begin_with_is_refused()
    {
        string Refused(StatefulWeights decoder, params ImmutableArray<int> reads) =>
            Assert
                .Throws<FaultException>(() =>
                    Build(
                        Weights(
                            At(new RecurrentWeights(Cell("", 1, Width)), Composition.Input),
                            At(new ReadingWeights(Reading.LastState), 0),
                            At(Dense(3, 2, 3), 1),
                            At(decoder, reads),
                            At(new ReadingWeights(Reading.LastState), 3),
                            At(new ConcatenationWeights(), 4, 2, 1),
                            At(Dense(4, 2, 8), 5)
                        )
                    )
                )
                .Message;
        var lstm = Cell("", 2, Width);
        void Says(string part, StatefulWeights decoder, params ImmutableArray<int> reads) =>
            Assert.Contains(part, Refused(decoder, reads), StringComparison.Ordinal);
        StatefulWeights Of(CellWeights cell, params ImmutableArray<StateStart> starts) =>
            new(new RecurrentWeights(cell), starts);
        var hidden = new StateStart(0, StatePart.Hidden);
        Says("reads 1 vectors beside its sequence for 2 states", Decoder(StatesShown.Hidden, lstm), -1, 1);
        Says("reads 2 vectors beside its sequence for 1 states", Of(lstm, hidden, hidden), -1, 1, 1);
        Says("h of cell 0 begins with a vector of 2 numbers, where a vector of 3", Of(lstm, hidden), -1, 2);
        Says("h of cell 0 begins with a sequence of 3 numbers", Of(lstm, hidden), -1, 0);
        Says("for cell 1 to begin with, where there are 1", Of(lstm, new StateStart(1, StatePart.Hidden)), -1, 1);
        Says(
            "c of cell 0 begins with a vector of 3 numbers, where the cell has h only",
            Of(Gru(2, Width, Option<Weight>.None), new StateStart(0, StatePart.Cell)),
            -1,
            1
        );
        Says(
            "begins with numbers of its own and with what another layer makes",
            Of(Gru(2, Width, SmallLayers.Of(1, 1, 3)), hidden),
            -1,
            1
        );
        Says(
            "it is to show c, where a cell other than an LSTM has h only",
            new StatefulWeights(
                new RecurrentWeights(Gru(2, Width, Option<Weight>.None)),
                [],
                StatesShown.HiddenAndCell
            ),
            -1
        );
        var strands = Assert.Throws<FaultException>(() =>
            Build(
                Weights(
                    At(Encoder(lstm), Composition.Input),
                    At(new StrandsTakenWeights(1, 2), 0),
                    At(new ReadingWeights(Reading.LastState), 1),
                    At(Dense(4, 2, 3), 2)
                )
            )
        );
        Assert.Contains("2 strands from 1 on, where 2 are read", strands.Message, StringComparison.Ordinal);
    }

    private static RecurrentNetwork Swapped(ImmutableArray<StateStart> starts) =>
        Build(
            Weights(
                At(new RecurrentWeights(Cell("", 1, Width)), Composition.Input),
                At(new ReadingWeights(Reading.LastState), 0),
                At(new StatefulWeights(new RecurrentWeights(Cell("", 2, Width)), starts), Composition.Input, 1, 1),
                At(new ReadingWeights(Reading.LastState), 2),
                At(Dense(9, 2, 3), 3)
            )
        );

    private static ImmutableArray<CellWeights> Of(string name) =>
        name switch
        {
            "an LSTM" =>
            [
                Cell("", 1, Width) with
                {
                    InitialHidden = SmallLayers.Of(7, 1, 3),
                    InitialCell = SmallLayers.Of(8, 1, 3),
                },
            ],
            "two LSTMs" => [Cell("", 1, Width), Cell("", 2, Width, fromLeft: false)],
            "a GRU" => [Gru(1, Width, SmallLayers.Of(7, 1, 3))],
            _ => [VariedCells.Cell(name, Width)],
        };

    private static Sentence Doubled(Sentence sentence)
    {
        var numbers = sentence.Numbers.IfNone(Matrix.Zero(0, 0));
        return Sentence.Of(MatrixRows.Stack(numbers.Columns, [numbers, numbers]), Option<int>.None);
    }

    private static double[] Folded(ImmutableArray<double> twice)
    {
        var half = twice.Length / 2;
        return [.. twice[..half].Zip(twice[half..], (first, second) => first + second)];
    }
}
