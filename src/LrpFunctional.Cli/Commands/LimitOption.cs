using System.CommandLine;
using System.Globalization;
using LrpFunctional.Formats;

namespace LrpFunctional.Cli.Commands;

/// <summary>The option that says how large what a file holds may be.</summary>
internal sealed record LimitOption(Option<string[]> Limit)
{
    private const string Expected =
        "one of line, word, sentence, entry, ratio, shared, chunks, values, and a whole number with k, M or G behind "
        + "it if you like, is expected";

    public static LimitOption AddTo(Command command)
    {
        var option = new Option<string[]>("--limit")
        {
            Description =
                "How large a line (bytes), a word (characters), a sentence (words or steps), an entry of an archive "
                + "(bytes unfolded) may be; how many times its bytes an archive (ratio), chunks of HDF5 (chunks), "
                + "tensors that share storages (shared) may unfold to; how many values a pickle may have; repeatable "
                + "[default: line=64M, word=100k, sentence=10M, entry=1G, ratio=1k, chunks=1k, shared=4, values=5M]",
            HelpName = "NAME=NUMBER",
        };
        command.Options.Add(option);
        return new LimitOption(option);
    }

    /// <summary>The limits, as usual where none is given.</summary>
    /// <exception cref="FaultException">One is not understood.</exception>
    public ReadingLimits Read(ParseResult parsed) =>
        (parsed.GetValue(Limit) ?? []).Aggregate(ReadingLimits.Default, With);

    private ReadingLimits With(ReadingLimits limits, string given)
    {
        var equals = given.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? given : given[..equals];
        var number = equals < 0 ? 0 : Number(given[(equals + 1)..]);
        return (name, number) switch
        {
            (_, < 1) => throw Refused(given, Expected),
            (_, > int.MaxValue) => throw Refused(given, $"at most {int.MaxValue} is expected"),
            ("line", _) => limits with { Line = (int)number },
            ("word", _) => limits with { Word = (int)number },
            ("sentence", _) => limits with { Sentence = (int)number },
            ("entry", _) => limits with { Entry = (int)number },
            ("ratio", _) => limits with { Ratio = (int)number },
            ("shared", _) => limits with { Shared = (int)number },
            ("chunks", _) => limits with { Chunks = (int)number },
            ("values", _) => limits with { Values = (int)number },
            _ => throw Refused(given, Expected),
        };
    }

    private static long Number(string text)
    {
        var (digits, unit) = text switch
        {
            [.. var before, 'k'] => (before, 1_000L),
            [.. var before, 'M'] => (before, 1_000_000L),
            [.. var before, 'G'] => (before, 1_000_000_000L),
            _ => (text, 1L),
        };
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number * unit
            : 0;
    }

    private FaultException Refused(string given, string expected) =>
        new(new Fault(Limit.Name, $"it is \"{given}\", where {expected}", "write for example line=200M"));
}
