using System.Collections.Immutable;
using System.Text.RegularExpressions;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Numerics;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.StateDicts;

/// <summary>State dicts of random numbers, written as <c>emb 12×5</c>.</summary>
internal sealed class StateFiles : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public string Root => _sandbox.Root;

    public void Dispose() => _sandbox.Dispose();

    /// <summary>A linear layer with a bias.</summary>
    public static string Linear(string name, int rows, int columns) =>
        $"{name}.weight {rows}×{columns}, {name}.bias {rows}";

    /// <summary>A layer of a recurrent module.</summary>
    public static string Recurrent(string name, int gates, int units, int inputs, int layer = 0) =>
        $"{name}.weight_ih_l{layer} {gates * units}×{inputs}, {name}.weight_hh_l{layer} {gates * units}×{units}, "
        + $"{name}.bias_ih_l{layer} {gates * units}, {name}.bias_hh_l{layer} {gates * units}";

    /// <summary>The tensors under their names.</summary>
    public static ImmutableArray<(string Name, Tensor Tensor)> Tensors(params string[] modules)
    {
        var random = new Random(1);
        Tensor Of(string name, ImmutableArray<int> shape)
        {
            var count = shape.Aggregate(1, (product, size) => product * size);
            var (rows, columns) = shape.Length == 2 ? (shape[0], shape[1]) : (1, count);
            ImmutableArray<double> numbers = [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5)];
            return new Tensor(name, ElementType.F32, shape, Matrix.Of(rows, columns, numbers));
        }

        return
        [
            .. modules
                .SelectMany(module => module.Split(", "))
                .Select(tensor => tensor.Split(' '))
                .Select(tensor => (tensor[0], Of(tensor[0], [.. tensor[1].Split('×').Select(int.Parse)]))),
        ];
    }

    public StateFiles Write(params string[] modules)
    {
        using var stream = File.Create(_sandbox.At("model.safetensors"));
        SafetensorsFile.Write(stream, Tensors(modules));
        return this;
    }

    public StateFiles Configured(string json)
    {
        _sandbox.Write("config.json", json);
        return this;
    }

    public StoredModel Read() => ModelFiles.Read(Root).OrThrow();

    /// <summary>The faults, a line each.</summary>
    public string Faults() => string.Join('\n', ModelFiles.Read(Root).FailToSeq());

    /// <summary>The settings that the only fault proposes.</summary>
    public string Proposed() => Regex.Match(Assert.Single(ModelFiles.Read(Root).FailToSeq()).Remedy, @"\{.*\}$").Value;
}
