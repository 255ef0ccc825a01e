namespace LrpFunctional.Formats.Models;

/// <summary>One of several inputs of a graph, whose numbers lie side by side in what a network reads.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Width">How many numbers it has for each step, or for each sequence.</param>
/// <param name="IsStatic">Whether it is a vector for each sequence, with no steps.</param>
public sealed record GraphPart(string Name, int Width, bool IsStatic);
