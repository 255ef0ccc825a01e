namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>One number that a network calculates, at each place of the letter axes: a part of its source.</summary>
internal readonly record struct Atom(Source Source, int Index)
{
    /// <summary>The cell of which it is the state at the first or last position, if it is one.</summary>
    public RecurrentCell? EndOf =>
        Source is Source.At at && at.Of[Index].Source is Source.States states ? states.Cell : null;
}
