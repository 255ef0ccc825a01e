using System.Reflection;
using System.Text.RegularExpressions;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Readme;

/// <summary>A reader finds what a document points to, and can read it on a screen.</summary>
public sealed partial class DocumentsTests
{
    private const int MostOfDoor = 8000;
    private const int Columns = 120;

    public static TheoryData<string> All { get; } = [.. Documents.All, .. Documents.Pages];

    public static TheoryData<string> Rooms { get; } = [.. Documents.All.Skip(1)];

    [Fact]
    public void The_door_is_small() =>
        Assert.InRange(new FileInfo(Repository.At(Documents.Door)).Length, 1, MostOfDoor);

    [Theory]
    [MemberData(nameof(Rooms))]
    public void The_door_leads_to_each_room(string document) =>
        Assert.Contains($"]({document})", Documents.Text(Documents.Door), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(All))]
    public void Each_link_leads_somewhere(string document)
    {
        var folder = Path.GetDirectoryName(Repository.At(document)) ?? Repository.Root;
        var links = Link().Matches(Documents.Prose(document)).Select(link => link.Groups[1].Value);
        Assert.All(
            links.Where(link => !link.StartsWith("https://", StringComparison.Ordinal)),
            link =>
            {
                var (path, heading) = (link.Split('#')[0], link.Split('#').Skip(1).FirstOrDefault());
                var there = Path.Combine(folder, path.Length > 0 ? path : "README.md");
                Assert.True(Path.Exists(there), $"{link} leads nowhere");
                if (heading is not null)
                    Assert.Contains(heading, Heading().Matches(File.ReadAllText(there)).Select(Anchor));
            }
        );
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Each_test_that_is_named_is_there(string document)
    {
        var types = Assembly.GetExecutingAssembly().GetTypes();
        Assert.All(
            Documents.Quoted(Documents.Prose(document), @"\w+Tests(?:\.\w+)?").Select(name => name.Split('.')),
            name =>
            {
                var type = types.Single(candidate => candidate.Name == name[0]);
                if (name.Length > 1)
                    Assert.True(
                        type.GetMethod(name[1])?.GetCustomAttributes<FactAttribute>().Any(),
                        $"{name[0]} has no test {name[1]}"
                    );
            }
        );
    }

    [Fact]
    public void Each_promise_of_security_is_held_by_a_test_or_a_document() =>
        Assert.All(
            Documents.Table(Documents.Security, "| of | promise | held by |"),
            promise => Assert.Matches(@"`\w+Tests`|\]\(\.\./", promise[2])
        );

    [Theory]
    [MemberData(nameof(All))]
    public void Prose_keeps_to_its_columns(string document) =>
        Assert.DoesNotContain(
            Documents.Prose(document).Split('\n'),
            line => !line.StartsWith('|') && line.Length > Columns
        );

    [Theory]
    [MemberData(nameof(All))]
    public void Each_row_of_a_table_has_the_cells_of_its_header(string document)
    {
        var lines = Documents.Prose(document).Split('\n');
        Assert.All(
            Enumerable
                .Range(1, lines.Length - 1)
                .Where(at => lines[at - 1].StartsWith('|') && lines[at].StartsWith('|')),
            at => Assert.Equal(Bar().Count(lines[at - 1]), Bar().Count(lines[at]))
        );
    }

    [Fact]
    public void The_house_names_each_of_its_folders() =>
        Assert.Equal(
            Directory
                .GetDirectories(Repository.At("src", "LrpFunctional"))
                .Where(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Any())
                .Select(folder => Path.GetFileName(folder)!)
                .Except(["bin", "obj"])
                .Order(StringComparer.Ordinal),
            Documents
                .Table(Documents.House, "| folder of `src/LrpFunctional` |")
                .SelectMany(row => Documents.Quoted(row[0], @"\w+/"))
                .Select(folder => folder.TrimEnd('/'))
                .Order(StringComparer.Ordinal)
        );

    // As GitHub makes it: small letters, digits, hyphens and underscores, a hyphen for each blank.
    private static string Anchor(Match heading) =>
        NoPart().Replace(heading.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoPart();
}
