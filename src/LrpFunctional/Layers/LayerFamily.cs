namespace LrpFunctional.Layers;

/// <summary>What layers are counted among, each family from 0.</summary>
public enum LayerFamily
{
    /// <summary>What makes a sequence of a sequence, as a recurrent layer: layer 0, layer 1 …</summary>
    Layer,

    /// <summary>What makes one vector of a sequence.</summary>
    Reading,

    /// <summary>What makes one flow of several: join 0, join 1 …</summary>
    Join,

    /// <summary>Dense layers, of which the last gives the scores: dense 0, dense 1 …</summary>
    Dense,
}
