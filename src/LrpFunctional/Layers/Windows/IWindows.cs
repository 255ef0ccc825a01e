using LanguageExt;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Windows;

/// <summary>How windows lie over what a layer reads.</summary>
public interface IWindows
{
    /// <summary>How many places a window has, k.</summary>
    int Places { get; }

    /// <summary>What it is, for people and for the network's hash.</summary>
    internal string Name { get; }

    /// <summary>Whether there is a step for each, made of that step and those before it alone.</summary>
    internal bool IsCausal { get; }

    /// <summary>Whether there is a step for each.</summary>
    internal bool KeepsSteps { get; }

    /// <summary>Whether each window has a place with something in it, whatever is read.</summary>
    internal bool AreNeverEmpty { get; }

    /// <summary>How a step lies that is read.</summary>
    internal ImageShape Reads(int units);

    /// <summary>How a step lies that has so many numbers for each window.</summary>
    internal ImageShape Makes(int channels);

    /// <summary>How many steps there are, given how many there were.</summary>
    internal Option<int> Steps(Option<int> read);

    /// <summary>Nothing to report, or every fault there is.</summary>
    internal Validation<Fault, Unit> Check(FlowShape read);

    /// <summary>The windows over a batch.</summary>
    internal Unfolding Of(Packing read);
}
