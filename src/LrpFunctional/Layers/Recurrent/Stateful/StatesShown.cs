namespace LrpFunctional.Layers.Recurrent.Stateful;

/// <summary>What of its states a layer shows to others at each step.</summary>
public enum StatesShown
{
    /// <summary>h of each cell, side by side.</summary>
    Hidden,

    /// <summary>h of each cell and behind these c of each, as LSTMs have it.</summary>
    HiddenAndCell,
}
