using System.Globalization;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using MathNet.Numerics.Statistics;

namespace LrpFunctional.Cli;

/// <summary>How large the relevances of LRP are beside the score that they share out, rules by rules.</summary>
internal sealed class ScoreRatios
{
    // So many explanations have an exact median, and no more memory is used.
    private const int Most = 1 << 16;

    // Relevances add up to a score or less; where one is this many times the score, others cancel nearly all of it.
    private const double ManyTimes = 10;

    private readonly Dictionary<string, (List<double> First, double Largest)> _ratios = [];

    /// <summary>One more explanation: by LRP, and of a score other than 0, it counts.</summary>
    public void Add(Explanation explanation)
    {
        if (explanation.Method != Lrp.Default.Name || explanation.Value == 0)
            return;
        var ratio = explanation.Relevances.Max(Math.Abs) / Math.Abs(explanation.Value);
        var (first, largest) = _ratios.GetValueOrDefault(explanation.Provenance.Settings, ([], 0));
        if (first.Count < Most)
            first.Add(ratio);
        _ratios[explanation.Provenance.Settings] = (first, Math.Max(largest, ratio));
    }

    /// <summary>
    /// The rules by which relevances dwarf the score, with the median and the largest of max|R| / |score|.
    /// </summary>
    public IEnumerable<string> Warnings =>
        from ratios in _ratios
        let median = ratios.Value.First.Median()
        where median > ManyTimes
        select string.Create(
            CultureInfo.InvariantCulture,
            $"lrp by {ratios.Key}: relevances dwarf the score, max|R| / |score| is {median:G3} in the median "
                + $"and {ratios.Value.Largest:G3} at most; "
                + $"--epsilon 0.1 helps half and abs, --product all helps prop, and --alpha 1 helps alpha-beta"
        );
}
