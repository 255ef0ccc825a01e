namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>One number that a network calculates, at each place of the letter axes: a part of its source.</summary>
internal readonly record struct Atom(Source Source, int Index);
