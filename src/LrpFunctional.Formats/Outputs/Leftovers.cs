using System.Text.Json;

namespace LrpFunctional.Formats.Outputs;

/// <summary>What killed runs left in a folder: complete files get to their places, and drafts are removed.</summary>
internal static class Leftovers
{
    /// <summary>Settles them; drafts of a run at work, of another user, or of which that cannot be told stay.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isOver">Whether the drafts of a stopped run, in a folder, are of no more use.</param>
    /// <exception cref="FaultException">Files that are complete cannot be moved.</exception>
    public static void Settle(string folder, Func<string, bool> isOver)
    {
        foreach (var drafts in DraftFolder.In(folder))
        {
            using var dead = FolderHandle.TryLock(drafts);
            if (dead is not null)
                Settle(drafts, DraftFolder.Leader(drafts), isOver);
        }
    }

    private static void Settle(string drafts, string leader, Func<string, bool> isOver)
    {
        try
        {
            var steps = Commit
                .Read(leader)
                .Match(commit => commit.Steps, () => isOver(drafts) ? [() => DraftFolder.Delete(drafts)] : []);
            foreach (var step in steps)
                step();
        }
        catch (Exception exception)
            when (exception
                    is IOException
                        or UnauthorizedAccessException
                        or JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
            )
        {
            throw new FaultException(
                new Fault(
                    drafts,
                    "complete files of an earlier run lie in there, and cannot be moved to their places "
                        + $"({exception.Message})",
                    "make room for them, or remove that folder"
                )
            );
        }
    }
}
