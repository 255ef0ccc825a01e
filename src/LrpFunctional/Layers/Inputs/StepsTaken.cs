namespace LrpFunctional.Layers.Inputs;

/// <summary>
/// Which steps of what goes in a part of it has, where static features are one more step behind the last.
/// </summary>
public enum StepsTaken
{
    /// <summary>All steps; there are no static features.</summary>
    All,

    /// <summary>All steps but the static features.</summary>
    AllButStatic,

    /// <summary>The static features alone, a vector.</summary>
    Static,
}
