using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Verification;
using LrpFunctional.Methods;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats;

/// <summary>
/// Every model that others wrote, from whatever kind of file, by what holds without knowing where it comes from.
/// </summary>
public sealed class ImportedModelTests
{
    private const double Step = 1e-5;

    /// <summary>The files, and the records beside them.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        .. from folder in Directory.GetDirectories(Sandbox.Fixture("Origins"))
        where File.Exists(Path.Combine(folder, "record.npz"))
        from file in new[] { "model.safetensors", "model.pt", "model.pth", "model.bin", "model.onnx" }
        where File.Exists(Path.Combine(folder, file))
        select Path.Combine("Origins", Path.GetFileName(folder), file),
        .. from path in Directory.GetFiles(Sandbox.Fixture("Keras"))
        where Path.GetExtension(path) is ".h5" or ".keras"
        select Path.Combine("Keras", Path.GetFileName(path)),
    ];

    public static TheoryData<string> Files { get; } = [.. All];

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_score_is_conserved(string file)
    {
        var (model, sequences) = Read(file);
        foreach (var explanation in Lrp.With(RuleSet.Epsilon(0.001, 1)).Explain(model.Network, sequences, Target.All))
            Close.Absolute(1e-9, [explanation.Value], [explanation.Total]);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Gradients_agree_with_central_differences(string file)
    {
        var (model, sequences) = Read(file);
        var network = model.Network;

        // Any network takes vectors in place of words, so that each number of each step can be moved alone.
        var vectors = sequences[0]
            .Numbers.IfNone(() =>
                Matrix.Of(
                    sequences[0].Length,
                    network.InputSize,
                    [.. sequences[0].Ids.SelectMany(id => network.Embedding.Row(id).ToArray())]
                )
            );
        double[] Scores(int at, double step)
        {
            var moved = vectors.Span.ToArray();
            moved[at] += step;
            return
            [
                .. network.Predict(Sentence.Of(Matrix.Of(vectors.Rows, vectors.Columns, [.. moved]), default)).Scores,
            ];
        }

        var differences = Enumerable
            .Range(0, vectors.Span.Length)
            .Select(at => Scores(at, Step).Zip(Scores(at, -Step), (up, down) => (up - down) / (2 * Step)).ToArray())
            .ToArray();
        var trace = ForwardPass.Run(network, sequences[0]);
        for (var target = 0; target < network.Classes.Length; target++)
            Close.Relative(
                1e-6,
                differences.Select(scores => scores[target]),
                Pool.PerFeature(Gradient.Back(trace, [target])).Span.ToArray()
            );
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Converted_to_our_own_names_it_is_the_same_network(string file)
    {
        using var sandbox = new Sandbox();
        var (model, sequences) = Read(file);
        ModelFiles.Write(sandbox.At("copy"), model);
        var copy = ModelFiles.Read(sandbox.At("copy")).OrThrow();
        Assert.Equal(
            Lrp.Default.Explain(model.Network, sequences, Target.All),
            Lrp.Default.Explain(copy.Network, sequences, Target.All)
        );
    }

    private static (StoredModel Model, ImmutableArray<Sentence> Sequences) Read(string file)
    {
        var path = Sandbox.Fixture(file);
        var model = ModelFiles.Read(path).OrThrow();
        var record = file.StartsWith("Keras", StringComparison.Ordinal)
            ? Path.ChangeExtension(path, ".npz")
            : Path.Combine(Path.GetDirectoryName(path)!, "record.npz");
        return (model, OriginRecordFile.Read(record, model).OrThrow().Inputs);
    }
}
