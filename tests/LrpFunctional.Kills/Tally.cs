using System.Collections.Immutable;
using System.Globalization;

namespace LrpFunctional.Kills;

/// <summary>What happened so far.</summary>
/// <param name="Wholes">How often all shards came to their end and were merged.</param>
/// <param name="Kills">How many runs were stopped before their end.</param>
/// <param name="TakenUp">How many runs went on with what another had kept.</param>
/// <param name="Faults">What should not have happened.</param>
internal sealed record Tally(int Wholes, int Kills, int TakenUp, ImmutableArray<string> Faults)
{
    public static Tally None { get; } = new(0, 0, 0, []);

    public Tally With(params IEnumerable<string> faults) => this with { Faults = [.. Faults, .. faults] };

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Wholes} wholes, {Kills} runs stopped, {TakenUp} taken up, {Faults.Length} faults"
        );
}
