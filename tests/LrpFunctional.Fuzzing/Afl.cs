using SharpFuzz;

namespace LrpFunctional.Fuzzing;

/// <summary>A reader at work under AFL, which chooses damages by what they reach in the program.</summary>
internal static class Afl
{
    /// <summary>Writes the whole files of a reader, for AFL to begin with.</summary>
    public static void Begin(FuzzedReader reader, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (at, seed) in reader.Seeds.Index())
            File.WriteAllBytes(Path.Combine(folder, $"{at:000}"), [.. seed.Bytes]);
    }

    /// <summary>Reads what AFL sends, as the first of the reader's files, with what lies beside that.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="folder">An empty folder to work in.</param>
    public static void Run(FuzzedReader reader, string folder)
    {
        var seed = reader.Seeds[0];
        seed.Beside(folder);
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            try
            {
                reader.Read(seed.Put(folder, memory.ToArray()));
            }
            catch (FaultException) { }
        });
    }
}
