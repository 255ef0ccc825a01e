using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>What reaches the states of one direction from above, be it relevance or a gradient.</summary>
/// <param name="Hidden">What reaches h.</param>
/// <param name="Cell">What reaches c, where other layers read it.</param>
internal sealed record StateArrival(Arrival Hidden, Option<Arrival> Cell)
{
    /// <summary>What reaches each direction, given what reaches each h and maybe, behind these, each c.</summary>
    public static ImmutableArray<StateArrival> Of(ImmutableArray<Arrival> strands, int directions) =>
        [
            .. Enumerable
                .Range(0, directions)
                .Select(at => new StateArrival(
                    strands[at],
                    strands.Length > directions ? strands[directions + at] : Option<Arrival>.None
                )),
        ];
}
