using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;

namespace LrpFunctional.Formats.Verification;

/// <summary>
/// Records in <c>.npz</c> files: <c>outputs</c> (N × C) beside the sequences, as <see cref="SentenceFormat.NumPy"/>
/// reads them.
/// </summary>
public static class OriginRecordFile
{
    private const string Outputs = "outputs";

    /// <summary>The record in a file, or what is wrong with it; other arrays in the file are left alone.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model that it is of.</param>
    /// <param name="limits">How large what the file holds may be; as usual if left out.</param>
    public static Validation<Fault, OriginRecord> Read(string path, StoredModel model, ReadingLimits? limits = null) =>
        Edge.Read(
            path,
            () =>
            {
                var encoder = new SentenceEncoder(model.Network, model.Config.Tokenisation, UnknownWordPolicy.Refuse)
                {
                    Limits = limits ?? ReadingLimits.Default,
                };
                var arrays = NpzFile
                    .Read(path, encoder.Limits, NumPyArray.Parse)
                    .ToImmutableDictionary(array => array.Name, array => array.Array);
                var outputs = arrays.TryGetValue(Outputs, out var found)
                    ? found
                    : throw new FaultException(
                        new Fault(path, $"there is no array {Outputs}", "write numpy.savez(file, inputs=…, outputs=…)")
                    );
                var axes = model.Network.GivesVectors ? 2 : 3;
                if (!outputs.IsFloat || outputs.Shape.Length != axes)
                    throw new FaultException(
                        new Fault(
                            outputs.Place,
                            $"it is {outputs}, where numbers of shape N×{(axes == 3 ? "T×" : "")}"
                                + $"{model.OriginOutputs} are expected",
                            $"record one row for each {(axes == 3 ? "step" : "sequence")}"
                        )
                    );
                var count = outputs.Shape.Aggregate(1, (product, size) => product * size);
                var sequences = NumPySequences.Records(
                    path,
                    NumPySequences.OnlyKnown(arrays),
                    SentenceOptions.Default,
                    encoder
                );
                return new OriginRecord(
                    [.. Located.Checked(path, sequences, (_, sentence) => sentence)],
                    Matrix.Of(count / Math.Max(1, outputs.Shape[^1]), outputs.Shape[^1], outputs.Doubles(0, count))
                );
            }
        );
}
