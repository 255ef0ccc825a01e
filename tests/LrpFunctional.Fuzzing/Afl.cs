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
    /// <param name="find">Finds the reader: what SharpFuzz has been at runs under AFL alone, and so does this.</param>
    /// <param name="folder">An empty folder to work in.</param>
    public static void Run(Func<FuzzedReader> find, string folder)
    {
        var reader = new Lazy<FuzzedReader>(find);
        var place = new Lazy<string>(() => reader.Value.Seeds[0].Beside(folder));
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            try
            {
                reader.Value.Read(reader.Value.Seeds[0].Put(place.Value, memory.ToArray()));
            }
            catch (FaultException) { }
        });
    }
}
