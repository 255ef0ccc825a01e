using LrpFunctional.Numerics;

namespace LrpFunctional.Training;

/// <summary>Keys of random numbers, made of others and of places, so that no two draws share theirs.</summary>
internal static class Keys
{
    /// <summary>The key of a place below a key.</summary>
    public static ulong Of(ulong key, int place, int part) => RandomNumbers.Bits(RandomNumbers.Bits(key, place), part);
}
