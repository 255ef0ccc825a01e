using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Readings;

/// <summary>A layer that makes one vector of a sequence.</summary>
public interface IReading : ILayer
{
    /// <summary>What it reads.</summary>
    Reading Reading { get; }

    string ILayer.Kind => Name;

    LayerFamily ILayer.Family => LayerFamily.Reading;

    bool ILayer.IsCausal => false;

    IEnumerable<(string Name, Matrix Numbers)> ILayer.Hashed => [];

    /// <summary>What it reads, for people.</summary>
    internal string Name =>
        Reading switch
        {
            Reading.LastState => "last state",
            Reading.LastPosition => "last position",
            Reading.FirstPosition => "first position",
            Reading.Mean => "mean",
            Reading.Max => "max",
            _ => "attention",
        };
}
