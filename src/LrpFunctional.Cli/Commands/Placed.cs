using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Cli.Commands;

/// <summary>What the options that say [PLACE=]NAME say of each place.</summary>
internal static class Placed
{
    /// <summary>The place that stands for all of them.</summary>
    public const string Everywhere = "";

    /// <summary>The place that an option names.</summary>
    public static string PlaceOf(string text) => text[..Math.Max(text.LastIndexOf('='), 0)];

    /// <summary>What is offered by its name for each place that is named, or every fault in it.</summary>
    /// <param name="option">The option.</param>
    /// <param name="said">What it says.</param>
    /// <param name="offered">What there is, by name.</param>
    /// <param name="places">The places that there are.</param>
    public static Validation<Fault, Placed<T>> Of<T>(
        System.CommandLine.Option option,
        IEnumerable<string> said,
        ImmutableArray<(string Name, T Rule)> offered,
        ImmutableArray<string> places
    )
    {
        var parts = said.Select(text => (Text: text, Place: PlaceOf(text), Name: NameOf(text))).ToArray();
        var names = offered.Select(one => one.Name).ToArray();
        Fault Fault(string text, string problem, string remedy) => new($"{option.Name} {text}", problem, remedy);
        var nowhere = parts
            .Where(part => part.Text.StartsWith('=') || !(part.Place == Everywhere || places.Contains(part.Place)))
            .Select(part =>
                Fault(
                    part.Text,
                    $"this network has no place \"{part.Place}\"",
                    $"name one of {string.Join(", ", places)}, or none for everywhere"
                )
            );
        var unknown = parts
            .Where(part => !names.Contains(part.Name))
            .Select(part =>
                Fault(
                    part.Text,
                    $"there is no rule \"{part.Name}\"",
                    $"name one of {string.Join(", ", names)}{(part.Place == Everywhere ? "" : $" at {part.Place}")}"
                )
            );
        var twice = parts
            .GroupBy(part => part.Place)
            .Where(same => same.Count() > 1)
            .Select(same =>
                Fault(
                    same.Last().Text,
                    $"{(same.Key == Everywhere ? "everywhere" : same.Key)} has a rule already, {same.First().Name}",
                    "name one"
                )
            );
        var faults = nowhere.Concat(unknown).Concat(twice).ToSeq();
        return faults.IsEmpty
            ? new Placed<T>(
                parts.ToImmutableDictionary(
                    part => part.Place,
                    part => offered.First(one => one.Name == part.Name).Rule
                )
            )
            : Validation<Fault, Placed<T>>.Fail(faults);
    }

    private static string NameOf(string text) => text[(text.LastIndexOf('=') + 1)..];
}

/// <summary>What is said of each place.</summary>
internal sealed record Placed<T>(ImmutableDictionary<string, T> Said)
{
    /// <summary>What is said of the most precise place that is named, given the most precise first.</summary>
    public LanguageExt.Option<T> At(params ReadOnlySpan<string> places)
    {
        foreach (var place in places)
        {
            if (Said.TryGetValue(place, out var found))
                return found;
        }

        return LanguageExt.Option<T>.None;
    }
}
