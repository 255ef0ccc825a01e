using System.Collections.Immutable;
using LrpFunctional.Formats.Models.Keras.Compositions;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>What is said of a layer whose class is not read.</summary>
internal static class KerasUnread
{
    private const int MostNamed = 3;

    private const string OfWords =
        "save the model that reads its ids, and name its words by --vocab, a word a line in their order";
    private const string OfImages =
        "its states are images: convolutions in TimeDistributed below an LSTM, or the states of an LSTM, are read";

    // What can be done about classes of which there is no other of a like name.
    private static readonly ImmutableDictionary<string, string> Instead = new Dictionary<string, string>
    {
        ["StringLookup"] = OfWords,
        ["IntegerLookup"] = OfWords,
        ["Hashing"] = OfWords,
        ["ConvLSTM1D"] = OfImages,
        ["ConvLSTM2D"] = OfImages,
        ["ConvLSTM3D"] = OfImages,
        ["CRF"] =
            "save the model that ends with the layer below it: its scores of tags at each step can be explained, the "
            + "ways between tags that a CRF adds to them can not",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The classes of layers that are read.</summary>
    public static ImmutableArray<string> Read { get; } =
    [
        .. KerasSettings
            .OfClass.Keys.Except(KerasClass.Models)
            .Except([.. KerasClass.MaskOperations, .. KerasOperation.Classes, KerasClass.Input, KerasClass.Function])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether a class is none that is known, but one of the user's own or of no use to a sequence.</summary>
    public static bool Is(string kind) => kind != KerasClass.Lambda && !KerasSettings.OfClass.ContainsKey(kind);

    /// <summary>The refusal of a layer, with the classes whose names are near to that of its own.</summary>
    public static FaultException Fault(KerasLayer layer) =>
        layer.Entry.Fault(
            $"its class is {layer.Class}, which is not read{Near(layer.Class)}; the table \"Layers of Keras\" has all "
                + "that are"
                + (Instead.TryGetValue(layer.Class, out var instead) ? $"; {instead}" : "")
        );

    private static string Near(string kind)
    {
        string[] near = [.. Nearest(kind)];
        return near.Length == 0 ? "" : $", as {string.Join(", ", near)} would be";
    }

    // One name in the other, or a few letters apart.
    private static IEnumerable<string> Nearest(string kind) =>
        Read.Where(name => name.Length > 2)
            .Select(name => (Name: name, Distance: Distance(kind, name)))
            .Where(near => near.Distance < 3)
            .OrderBy(near => near.Distance)
            .ThenBy(near => near.Name, StringComparer.Ordinal)
            .Take(MostNamed)
            .Select(near => near.Name);

    private static int Distance(string kind, string name) =>
        kind.Contains(name, StringComparison.OrdinalIgnoreCase)
        || (kind.Length > 2 && name.Contains(kind, StringComparison.OrdinalIgnoreCase))
            ? 0
            : Edits(kind, name);

    // How many letters are put in, left out or changed: one row of the table after the other.
    private static int Edits(string from, string to)
    {
        if (Math.Abs(from.Length - to.Length) > MostNamed)
            return int.MaxValue;
        return from.Aggregate(
            Enumerable.Range(0, to.Length + 1).ToImmutableArray(),
            (above, letter) =>
                to.Select((other, at) => (Other: other, At: at))
                    .Aggregate(
                        ImmutableArray.Create(above[0] + 1),
                        (row, cell) =>
                            row.Add(
                                Math.Min(
                                    Math.Min(row[^1], above[cell.At + 1]) + 1,
                                    above[cell.At] + (letter == cell.Other ? 0 : 1)
                                )
                            )
                    )
        )[^1];
    }
}
