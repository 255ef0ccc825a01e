using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Simple;
using LrpFunctional.Passes;
using LrpFunctional.Tests.Reference;
using static LrpFunctional.Tests.Reference.SmallLayers;

namespace LrpFunctional.Tests.Layers.Recurrent;

/// <summary>Networks of cells without kernels are explained as others are.</summary>
public sealed class VariedCellsTests
{
    public static TheoryData<string> Names { get; } = [.. VariedCells.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Relevance_is_conserved_and_ledgers_close(string name) =>
        NetworkClaims.RelevanceIsConservedAndLedgersClose(VariedCells.Network(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_those_of_central_differences(string name) =>
        NetworkClaims.GradientsAreThoseOfDifferences(VariedCells.Network(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Multipliers_of_DeepLIFT_add_up(string name) =>
        NetworkClaims.MultipliersAddUp(VariedCells.Network(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Decompositions_add_up_or_name_the_cell_that_has_none(string name)
    {
        var network = VariedCells.Network(name);
        if (VariedCells.All[name].Kind == CellKind.Simple)
        {
            NetworkClaims.PartsAddUp(network);
            return;
        }

        var trace = ForwardPass.Run(network, RandomNetworks.Sentences(network, 8, 5)[0]);
        var refusal = Assert.Throws<NotSupportedException>(() => ContextualDecomposition.OfPhrase(trace, 0, 1, 2));
        Assert.Contains(
            VariedCells.All[name].Kind == CellKind.Lstm ? "an LSTM cell with other functions" : "a GRU cell",
            refusal.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_quick_way_gives_what_the_steps_give(string name) =>
        NetworkClaims.TheQuickWayGivesWhatTheStepsGive(VariedCells.Network(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Prefixes_and_batches_have_the_bits_of_sentences_alone(string name) =>
        NetworkClaims.PrefixesAndBatchesHaveTheBitsOfSentencesAlone(VariedCells.Network(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Short_numbers_are_close(string name) => NetworkClaims.ShortNumbersAreClose(VariedCells.Network(name));

    [Fact]
    public void Each_has_a_hash_of_its_own_and_is_equal_to_itself_made_again()
    {
        Assert.Equal(VariedCells.All.Count, VariedCells.All.Keys.Select(Hash).Distinct().Count());
        Assert.All(VariedCells.All.Keys, name => Assert.Equal(VariedCells.Network(name), VariedCells.Network(name)));
    }

    [Fact]
    public void Beta_decomposition_refuses_a_simple_cell_by_its_name()
    {
        var network = VariedCells.Network("a simple cell");
        var trace = ForwardPass.Run(network, RandomNetworks.Sentences(network, 8, 5)[0]);
        Assert.Contains(
            "a simple recurrent cell",
            Assert.Throws<NotSupportedException>(() => CellDecomposition.Beta(trace, trace.Scores)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void All_faults_of_a_cell_are_told_at_once()
    {
        var wrong = VariedCells.Cell("an LSTM with all of it", 4) with
        {
            Recurrent = Of(2, 11, 2),
            Variation = new CellVariation
            {
                Gates = Activation.LeakyRelu(double.NaN),
                Peepholes = Of(7, 1, 8),
                Projection = Of(8, 4, 3),
            },
        };
        var faults = RecurrentLayer.Create(4, [wrong]).Match(_ => [], faults => faults.ToArray());
        Assert.Equal(4, faults.Length);
    }

    [Fact]
    public void What_only_an_LSTM_has_is_a_fault_of_other_cells()
    {
        var wrong = VariedCells.Cell("a simple cell", 4) with
        {
            InitialCell = Of(1, 1, 3),
            Variation = new CellVariation
            {
                Gates = Activation.Sigmoid,
                Output = Activation.Tanh,
                Peepholes = Of(7, 1, 9),
                Projection = Of(8, 3, 3),
                CouplesForget = true,
            },
        };
        var faults = SimpleCell.Create(4, wrong).Match(_ => [], faults => faults.ToArray());
        Assert.Equal(6, faults.Length);
    }

    private static string Hash(string name) => VariedCells.Network(name).Hash;
}
