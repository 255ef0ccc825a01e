using System.Globalization;

namespace LrpFunctional.Cli;

/// <summary>How many of how many were right.</summary>
internal sealed record Accuracy(int Right, int Of)
{
    public static Accuracy None { get; } = new(0, 0);

    public Accuracy Add(bool right) => new(Right + (right ? 1 : 0), Of + 1);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{100.0 * Right / Of:F2} % ({Right} of {Of})");
}
