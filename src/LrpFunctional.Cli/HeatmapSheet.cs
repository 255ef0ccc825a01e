using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Reports.Heatmaps;

namespace LrpFunctional.Cli;

/// <summary>Heatmaps as a sheet of a run: those of the prefixes of one sentence come together.</summary>
/// <param name="make">One heatmap of a sentence's number and explanations.</param>
/// <param name="each">What is done with a heatmap that is whole.</param>
/// <param name="end">What is done with all of them.</param>
internal sealed class HeatmapSheet(
    Func<int, ImmutableArray<Explanation>, Heatmap> make,
    Action<Heatmap> each,
    Action<ImmutableArray<Heatmap>> end
) : IDisposable
{
    private readonly ImmutableArray<Heatmap>.Builder _whole = ImmutableArray.CreateBuilder<Heatmap>();
    private ImmutableArray<Explanation> _explanations = [];
    private int _sentence;
    private bool _isEnded;

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
        end(_whole.DrainToImmutable());
    }

    private void Finish()
    {
        if (_explanations.IsEmpty)
            return;
        var heatmap = make(_sentence, _explanations);
        _explanations = [];
        each(heatmap);
        _whole.Add(heatmap);
    }
}
