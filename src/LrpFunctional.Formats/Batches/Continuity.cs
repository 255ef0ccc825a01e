using LanguageExt;

namespace LrpFunctional.Formats.Batches;

/// <summary>What a run has to do with others of its kind.</summary>
/// <param name="HasManifest">Whether a manifest lies beside its tables when they are whole.</param>
/// <param name="Resumes">What it would be from the start, if it takes up what a stopped run of the same kind left.</param>
public sealed record Continuity(bool HasManifest, Option<Manifest> Resumes)
{
    /// <summary>It stands alone.</summary>
    public static Continuity None { get; } = new(HasManifest: false, Option<Manifest>.None);
}
