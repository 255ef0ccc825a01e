namespace LrpFunctional.Formats.Outputs;

/// <summary>How a file is made of the rows that a run wrote into a draft, once they are all there.</summary>
/// <param name="Format">The name of its format, for messages.</param>
/// <param name="Write">Reads the draft and writes the file, which is named in messages; both stay open.</param>
public sealed record RowEncoding(string Format, Action<string, Stream, Stream, CancellationToken> Write);
