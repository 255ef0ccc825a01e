using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;

namespace LrpFunctional.Formats.Tables;

/// <summary>The columns that a table of explanations has.</summary>
/// <param name="Rows">What has a row, and so the column between position and label.</param>
/// <param name="HasId">Whether sentences have names.</param>
/// <param name="HasPrefix">Whether prefixes are explained.</param>
internal sealed record KeptColumns(KeptRows Rows, bool HasId, bool HasPrefix)
{
    private const string Id = "id";

    private static readonly ImmutableArray<KeptColumns> All =
    [
        .. from rows in Enum.GetValues<KeptRows>()
        from hasId in new[] { false, true }
        from hasPrefix in new[] { false, true }
        where !hasPrefix || rows != KeptRows.Phrases
        select new KeptColumns(rows, hasId, hasPrefix),
    ];

    /// <summary>Their names, in their order.</summary>
    public ImmutableArray<string> Names =>
        [
            "sentence",
            .. HasId ? [Id] : Array.Empty<string>(),
            .. HasPrefix ? [SentenceColumn.Prefix.Name] : Array.Empty<string>(),
            .. Rows == KeptRows.Phrases
                ? PhraseTable.Columns
                : RelevanceRows.Columns([
                    .. Rows switch
                    {
                        KeptRows.Words => ["word"],
                        KeptRows.Features => ["feature"],
                        _ => Array.Empty<string>(),
                    },
                ]),
        ];

    /// <summary>Those of a header; what stands behind them and says more of each relevance is not read.</summary>
    public static Validation<Fault, KeptColumns> Of(string source, ImmutableArray<string> header) =>
        All.FirstOrDefault(columns => columns.Begin(header)) is { } found
            ? found
            : new Fault(
                $"{source}, line 1",
                $"its columns are {string.Join(',', header)}, where sentence, maybe id, maybe prefix, position, word or "
                    + "feature or none, label, predicted, target, method, relevance are expected, or first, last, words in "
                    + $"place of the position, and maybe {string.Join(", ", Unread)} behind",
                "name a table of words, steps, features or phrases as lrp explain --out writes it"
            );

    private static IEnumerable<string> Unread => RelevanceColumn.Offered.Select(column => column.Name);

    private bool Begin(ImmutableArray<string> header) =>
        Names is var names
        && header.Length >= names.Length
        && names.AsSpan().SequenceEqual(header.AsSpan(0, names.Length))
        && header[names.Length..].All(Unread.Contains);
}
