using LanguageExt;
using LrpFunctional.Formats.Batches;
using LrpFunctional.Formats.Sentences;

namespace LrpFunctional.Tests.Formats.Batches;

/// <summary>Manifests are read back as they were written, and those of strangers lead nowhere.</summary>
public sealed class ManifestFileTests
{
    private static readonly Manifest Run = new(
        "lrp 1.2.3",
        "explain",
        [new("--method", ["lrp", "sa"])],
        [new("--data", "reviews.csv", "00ff")],
        "abcd",
        new Shard(3, 8, 5)
    )
    {
        Sentences = 17,
        WithoutVector = 4,
        IsComplete = true,
        Tables = [new("--out", "words.csv", 123, "1234"), new("--scores", "scores.csv", 0, Option<string>.None)],
    };

    [Fact]
    public void What_is_written_is_read_back()
    {
        var text = ManifestFile.Text(Run);
        var read = ManifestFile.Parse("words.manifest.json", text).OrThrow();
        Assert.Equal(text, ManifestFile.Text(read));
        Assert.Equal((Run.Shard, Run.Sentences, Run.WithoutVector), (read.Shard, read.Sentences, read.WithoutVector));
        Assert.Equal(Run.Tables.AsEnumerable(), read.Tables.AsEnumerable());
        Assert.True(read.DifferencesFrom("", Run, "").IsEmpty);
    }

    [Theory]
    [InlineData("words.csv", "../words.csv", "\"../words.csv\" is no name of a file in its own folder")]
    [InlineData("words.csv", "/etc/passwd", "\"/etc/passwd\" is no name of a file in its own folder")]
    [InlineData("words.csv", "a\\\\b", "is no name of a file in its own folder")]
    [InlineData("\"words.csv\"", "\"..\"", "\"..\" is no name of a file in its own folder")]
    [InlineData("\"index\": 3", "\"index\": 8", "a number in it is not in its range")]
    [InlineData("\"bytes\": 123", "\"bytes\": -1", "a number in it is not in its range")]
    [InlineData("\"sentences\": 17", "\"sentences\": 1e99", "it is no manifest at $.sentences")]
    [InlineData("\"sentences\": 17,", "", "it is no manifest")]
    [InlineData("\"explain\"", "null", "it is no manifest")]
    [InlineData("\"complete\"", "\"finished\"", "it is no manifest")]
    public void A_manifest_that_cannot_be_is_refused(string part, string other, string problem)
    {
        var text = ManifestFile.Text(Run);
        Assert.Contains(part, text, StringComparison.Ordinal);
        var refused = Assert.Throws<FaultException>(() =>
            ManifestFile.Parse("words.manifest.json", text.Replace(part, other, StringComparison.Ordinal)).OrThrow()
        );
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_makes_other_rows_is_told_by_name()
    {
        var other = Run with
        {
            Program = "lrp 1.2.4",
            Settings = [new("--method", ["gi"]), new("--seed", ["4"])],
            Inputs = [new("--data", "reviews.csv", "00fe")],
            Network = "abce",
            Shard = new Shard(0, 9, 5),
        };
        Assert.Equal(
            [
                "the version is lrp 1.2.3 there, and lrp 1.2.4 here",
                "the network's SHA-256 is abcd there, and abce here",
                "the number of shards is 8 there, and 9 here",
                "--method is lrp sa there, and gi here",
                "--seed is not given there, and 4 here",
                "--data is reviews.csv of SHA-256 00ff there, and reviews.csv of SHA-256 00fe here",
            ],
            Run.DifferencesFrom("place", other, "remedy").Select(fault => fault.Problem)
        );
    }
}
