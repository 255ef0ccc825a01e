using System.IO.Compression;
using LrpFunctional.Formats.Models.Keras;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Keras;

/// <summary>Files that Keras did not write, or that are not as it wrote them.</summary>
public sealed class DamagedFilesTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void What_keras_did_not_write_is_refused()
    {
        Assert.Contains(
            "neither HDF5 nor a zip",
            KerasFixture.Refused(_sandbox.Write("a.keras", "Dear diary")),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "there is no such file",
            KerasFixture.Refused(_sandbox.At("none.h5")),
            StringComparison.Ordinal
        );
        using (var archive = new ZipArchive(File.Create(_sandbox.At("b.keras")), ZipArchiveMode.Create))
            archive.CreateEntry("config.json");
        Assert.Contains(
            "b.keras: config.json: it is no JSON",
            KerasFixture.Refused(_sandbox.At("b.keras")),
            StringComparison.Ordinal
        );
        using (var archive = new ZipArchive(File.Create(_sandbox.At("c.keras")), ZipArchiveMode.Create))
            archive.CreateEntry("model.weights.h5");
        Assert.Contains(
            "it has no config.json",
            KerasFixture.Refused(_sandbox.At("c.keras")),
            StringComparison.Ordinal
        );
        using (var archive = new ZipArchive(File.Create(_sandbox.At("e.keras")), ZipArchiveMode.Create))
        using (var entry = archive.CreateEntry("config.json").Open())
            entry.Write("""{"class_name": "\ud800"}"""u8);
        Assert.Contains(
            "e.keras: config.json: it is no JSON",
            KerasFixture.Refused(_sandbox.At("e.keras")),
            StringComparison.Ordinal
        );
        using (var archive = ZipFile.OpenRead(Sandbox.Fixture("Keras", "bi_gru.keras")))
            archive.GetEntry("model.weights.h5")!.ExtractToFile(_sandbox.At("d.h5"));
        Assert.Contains(
            "it has no model_config and names no layers",
            KerasFixture.Refused(_sandbox.At("d.h5")),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Keras", "gru_reset_before.h5")]
    [InlineData("Keras", "bi_gru.keras")]
    [InlineData("KerasCompositions", "nested.h5")]
    [InlineData("KerasCompositions", "windows_2_13.keras")]
    public void A_file_cut_off_anywhere_is_a_fault(string folder, string file)
    {
        var whole = File.ReadAllBytes(Sandbox.Fixture(folder, file));
        for (var length = 0; length < whole.Length; length += 1 + (length / 97))
        {
            File.WriteAllBytes(_sandbox.At("cut"), whole[..length]);
            Assert.Throws<FaultException>(() => KerasModel.Read(_sandbox.At("cut")));
        }
    }

    [Theory]
    [InlineData("Keras", "numeric_lstm.h5")]
    [InlineData("Keras", "bi_gru.keras")]
    [InlineData("KerasCompositions", "nested.h5")]
    [InlineData("KerasCompositions", "windows_2_13.keras")]
    public void A_file_with_any_byte_changed_is_read_or_a_fault(string folder, string file)
    {
        var whole = File.ReadAllBytes(Sandbox.Fixture(folder, file));
        foreach (
            var (at, value) in Enumerable
                .Range(0, whole.Length / 41)
                .SelectMany(step => new[] { (step * 41, (byte)0xff), (step * 41, (byte)(whole[step * 41] + 8)) })
        )
        {
            byte[] changed = [.. whole];
            changed[at] = value;
            File.WriteAllBytes(_sandbox.At("changed"), changed);
            try
            {
                KerasModel.Read(_sandbox.At("changed"));
            }
            catch (FaultException exception)
            {
                Assert.NotEmpty(exception.Faults);
            }
        }
    }
}
