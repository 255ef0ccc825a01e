using LanguageExt;

namespace LrpFunctional.Formats.Outputs;

/// <summary>A file that a run is asked to write.</summary>
/// <param name="Option">The option that asks for it, for messages.</param>
/// <param name="Path">The file; <c>-</c> is standard output.</param>
public sealed record OutputFile(string Option, string Path)
{
    /// <summary>How it is made of what the run writes, if that is only a draft of it.</summary>
    public Option<RowEncoding> Encoding { get; init; }
}
