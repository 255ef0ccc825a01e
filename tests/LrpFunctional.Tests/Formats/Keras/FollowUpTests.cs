using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Methods;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Keras;

/// <summary>
/// Networks of papers that follow up: an encoder of visits beside static features (Yang et al. 2018), and convolutions
/// over the slices of a volume below an LSTM (Thomas et al. 2018). The figures are those of a NumPy program.
/// </summary>
public sealed class FollowUpTests
{
    private const string Folder = "FollowUps";

    private static StoredModel Therapy => ModelFiles.Read(Sandbox.Fixture(Folder, "therapy.h5")).OrThrow();

    private static StoredModel Scan => ModelFiles.Read(Sandbox.Fixture(Folder, "scan.h5")).OrThrow();

    private static ImmutableArray<Sentence> Patients
    {
        get
        {
            var record = Record("therapy.npz");
            var (numbers, features) = (record["inputs"], record["static"]);
            return
            [
                .. Enumerable
                    .Range(0, 3)
                    .Select(patient =>
                        Sentence.Of(
                            Matrix.Of(6, 4, numbers.Doubles(24 * patient, 24)),
                            features.Doubles(3 * patient, 3),
                            Option<int>.None
                        )
                    ),
            ];
        }
    }

    [Fact]
    public void A_patients_therapies_are_scored_by_the_visits_and_the_static_features()
    {
        var network = Therapy.Network;
        Assert.Equal((4, 3), (network.StepSize, network.StaticSize));
        Assert.Equal(Probabilities.Sigmoid, Therapy.Config.Architecture.Probabilities);
        Close.Absolute(
            1e-12,
            Record("therapy.npz")["logits"].Doubles(0, 12),
            Patients.SelectMany(patient => network.Predict(patient).Scores)
        );
    }

    [Fact]
    public void Each_visit_and_each_static_feature_has_the_relevance_that_the_rules_give_it()
    {
        var (record, network) = (Record("therapy.npz"), Therapy.Network);
        foreach (var (patient, sentence) in Patients.Index())
        {
            foreach (var label in Enumerable.Range(0, 4))
            {
                var explained = Lrp
                    .Default.Explain(network, [sentence], Target.Class(label), Featured.Options)
                    .Single()
                    .FeaturesOrThrow();
                var at = (4 * patient) + label;
                Close.Absolute(
                    1e-12,
                    record["relevance"].Doubles(24 * at, 24),
                    MatrixRows.TakeColumns(explained.Slice(0, 6), 0, 4).Span.ToArray()
                );
                Close.Absolute(1e-12, record["relevance_static"].Doubles(3 * at, 3), explained.Row(6)[4..].ToArray());
            }
        }
    }

    [Fact]
    public void Relevance_is_conserved_over_both_inputs_and_ledgers_close()
    {
        var network = Therapy.Network;
        foreach (var explanation in Lrp.With(RuleSet.Epsilon(0.001, 1)).Explain(network, Patients, Target.All))
            Close.Absolute(1e-9, [explanation.Value], [explanation.Total]);
        // Of two lengths, so that static features lie at different rows of a batch.
        ImmutableArray<Sentence> patients = [.. Patients, Patients[0].At([0, 1, 6])];
        var trace = ForwardPass.Run(network, PackedBatch.Of(patients));
        foreach (var rules in OfferedRuleSets.Offered)
        {
            var relevance = Lrp.Relevance(rules, trace, [.. patients.Select(_ => (Output)2)]);
            Assert.All(relevance.Ledgers, ledger => Assert.True(ledger.Closes(1e-9), rules.Name));
        }
    }

    [Fact]
    public void Gradients_multipliers_and_decompositions_take_static_features_for_an_input()
    {
        var network = Therapy.Network;
        foreach (var patient in Patients)
            Differences.Agree(network, patient);
        foreach (var explanation in DeepLift.Default.Explain(network, Patients, Target.All))
            Close.Absolute(1e-9, [explanation.Value], [explanation.Total]);
        foreach (var explanation in Shapley.Default.Explain(network, Patients, Target.All))
            Close.Absolute(1e-9, [explanation.Value], [explanation.Total]);
        var trace = ForwardPass.Run(network, Patients[0]);
        foreach (var biases in Enum.GetValues<BiasProduct>())
        {
            var parts = ContextualDecomposition.Of(trace, 0, biases, [2, 6]);
            Close.Absolute(1e-9, trace.Scores.Span.ToArray(), (parts.Phrase + parts.Rest).Span.ToArray());
        }
    }

    [Fact]
    public void What_needs_neighbours_or_shorter_sequences_is_refused_beside_static_features()
    {
        foreach (
            var method in new[]
            {
                Limsse.Default,
                WordVariance.Default,
                Occlusion.With(3),
                Occlusion.With(1, Erasure.Removal),
            }
        )
        {
            var refused = Assert.Throws<NotSupportedException>(() => method.Explain(Therapy.Network, Patients[0]));
            Assert.Contains("3 static features", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Each_voxel_has_the_relevance_that_the_rules_give_it()
    {
        var (record, network) = (Record("scan.npz"), Scan.Network);
        var epsilon = new EpsilonRule(new Stabilizer(0.001), 0);
        LayerRules Layer(LinearRule rule) => new(rule, rule, rule, ProductRule.All);
        var below = Layer(AlphaBetaRule.Of(2, new Stabilizer(0.001)));
        var rules = RuleSet.Of(epsilon.AsInProgram, epsilon, [below, below, Layer(epsilon.AsInProgram)]);
        foreach (var scan in Enumerable.Range(0, 2))
        {
            var volume = Sentence.Of(Matrix.Of(4, 30, record["inputs"].Doubles(120 * scan, 120)), Option<int>.None);
            var explained = Lrp.With(rules).Explain(network, volume, Featured.Options);
            Close.Absolute(1e-12, record["logits"].Doubles(3 * scan, 3), explained.Prediction.Scores);
            Close.Absolute(
                1e-11,
                record["relevance"].Doubles(120 * scan, 120),
                explained.FeaturesOrThrow().Span.ToArray()
            );
        }
    }

    private static ImmutableDictionary<string, NumPyArray> Record(string file) =>
        NpzFile
            .Read(Sandbox.Fixture(Folder, file), ReadingLimits.Default, NumPyArray.Parse)
            .ToImmutableDictionary(array => array.Name, array => array.Array);
}
