using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Reports.Heatmaps;

namespace LrpFunctional.Cli;

/// <summary>Heatmaps as a sheet of a run: those of the prefixes of one sentence come together.</summary>
/// <param name="make">One heatmap of a sentence's number and explanations.</param>
/// <param name="each">What is done with a heatmap that is whole.</param>
/// <param name="end">What is done when all have come.</param>
internal sealed class HeatmapSheet(
    Func<int, ImmutableArray<Explanation>, Heatmap> make,
    Action<Heatmap> each,
    Action end
) : IDisposable
{
    private ImmutableArray<Explanation> _explanations = [];
    private int _sentence;
    private bool _isEnded;

    /// <summary>A sheet that needs all heatmaps at its end.</summary>
    public static HeatmapSheet OfAll(
        Func<int, ImmutableArray<Explanation>, Heatmap> make,
        Action<ImmutableArray<Heatmap>> end
    )
    {
        var all = ImmutableArray.CreateBuilder<Heatmap>();
        return new HeatmapSheet(make, all.Add, () => end(all.DrainToImmutable()));
    }

    /// <summary>Takes the explanations of a sentence, or of a prefix of it.</summary>
    public void Add(int sentence, ImmutableArray<Explanation> explanations)
    {
        if (sentence != _sentence)
            Finish();
        (_sentence, _explanations) = (sentence, _explanations.AddRange(explanations));
    }

    /// <summary>All have come.</summary>
    public void Dispose()
    {
        if (_isEnded)
            return;
        _isEnded = true;
        Finish();
        end();
    }

    private void Finish()
    {
        if (_explanations.IsEmpty)
            return;
        var heatmap = make(_sentence, _explanations);
        _explanations = [];
        each(heatmap);
    }
}
