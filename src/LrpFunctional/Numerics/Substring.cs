namespace LrpFunctional.Numerics;

/// <summary>A run of neighbouring words.</summary>
/// <param name="First">The first word, counted from 0.</param>
/// <param name="Length">How many words.</param>
internal readonly record struct Substring(int First, int Length);
