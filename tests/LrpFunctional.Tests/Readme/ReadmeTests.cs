using System.Reflection;
using System.Text.RegularExpressions;
using LrpFunctional.Methods;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Readme;

/// <summary>What the README shows is what there is.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Repository.At("README.md"));

    public static IEnumerable<object[]> Map { get; } =
    [
        .. MapRow()
            .Matches(Readme)
            .Select(row => (object[])[row.Groups["file"].Value, row.Groups["members"].Value, row.Groups["test"].Value]),
    ];

    [Fact]
    public void The_map_is_found() => Assert.Equal(38, Map.Count());

    [Theory]
    [MemberData(nameof(Map))]
    public void Each_equation_is_where_the_map_says_and_has_its_test(string file, string members, string test)
    {
        var source = File.ReadAllText(Repository.At(["src", "LrpFunctional", .. file.Split('/')]));
        Assert.All(
            MemberName().Matches(members),
            member => Assert.Matches($@"(?m)^    (public|internal|private) .*\b{member.Groups[1].Value}\b", source)
        );
        var (type, method) = (test.Split('.')[0], test.Split('.')[1]);
        var found = Assembly
            .GetExecutingAssembly()
            .GetTypes()
            .Single(candidate => candidate.Name == type)
            .GetMethod(method);
        Assert.NotNull(found);
        Assert.True(found.GetCustomAttributes<FactAttribute>().Any());
    }

    [Fact]
    public void Each_model_of_the_table_of_what_is_read_is_tested()
    {
        var rows = Readme[Readme.IndexOf("| network | state dict |", StringComparison.Ordinal)..]
            .Split('\n')
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|'))
            .ToArray();
        var files = Formats.ImportedModelTests.All.Select(file => file.Replace('\\', '/')).ToArray();
        Assert.Equal(19, rows.Length);
        Assert.All(
            rows,
            row =>
                Assert.All(
                    [
                        .. FileName()
                            .Matches(row[2])
                            .Select(model => $"Origins/{model.Groups[1].Value}/model.safetensors"),
                        .. FileName().Matches(row[3]).Select(model => $"Origins/{model.Groups[1].Value}/model.onnx"),
                        .. FileName().Matches(row[4]).Select(model => $"Keras/{model.Groups[1].Value}"),
                    ],
                    file => Assert.Contains(file, files)
                )
        );
    }

    [Theory]
    [InlineData("ReadmeExample.cs", 8)]
    [InlineData("AbsoluteRule.cs", 0)]
    [InlineData("AbsoluteRuleTests.cs", 0)]
    public void The_example_is_the_one_that_compiles(string file, int indent)
    {
        var source = File.ReadAllText(Repository.At("tests", "LrpFunctional.Tests", "Readme", file));
        var region = Regex
            .Match(source, @"// <example>\n(?<code>.*?)\n\s*// </example>", RegexOptions.Singleline)
            .Groups["code"]
            .Value;
        var code = string.Join('\n', region.Split('\n').Select(line => line.Length > indent ? line[indent..] : ""));
        Assert.Contains($"```csharp\n{code}\n```", Readme, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_method_has_its_row_with_what_holds_and_the_test_of_it()
    {
        var rows = Readme[Readme.IndexOf("| `--method` |", StringComparison.Ordinal)..]
            .Split('\n')
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => UnescapedBar().Split(line))
            .ToArray();
        Assert.Equal(
            OfferedMethods.All.Select(method => method.Name).Order(),
            rows.SelectMany(row => MethodName().Matches(row[1]).Select(name => name.Groups[1].Value)).Order()
        );
        Assert.All(rows, row => Assert.All(row[1..^1], cell => Assert.NotEqual("", cell.Trim())));
        Assert.All(
            rows,
            row =>
            {
                var tests = TestName().Matches(row[4]).ToArray();
                Assert.NotEmpty(tests);
                Assert.All(
                    tests,
                    test =>
                        Assert.NotNull(
                            Assembly
                                .GetExecutingAssembly()
                                .GetTypes()
                                .Single(type => type.Name == test.Groups[1].Value)
                                .GetMethod(test.Groups[2].Value)
                        )
                );
            }
        );
    }

    [Fact]
    public async Task The_output_shown_is_the_output()
    {
        var shown = Regex.Match(
            Readme,
            @"\$ lrp explain --text ""(?<text>.*?)""\n(?<output>.*?)```",
            RegexOptions.Singleline
        );
        var result = await Cli.LrpCommand.Run("explain", "--text", shown.Groups["text"].Value);
        Assert.Equal(shown.Groups["output"].Value, result.StandardOutput);
    }

    [Theory]
    [InlineData("compare", "Cost, ")]
    [InlineData("sweep", "\n\n")]
    public async Task The_tables_shown_are_the_tables_up_to_what_the_clock_says(string command, string end)
    {
        var shown = Regex.Match(Readme, $@"\$ lrp {command}(?<options>.*)\n(?<output>(.*\n)*?)```").Groups;
        var result = await Cli.LrpCommand.Run([
            command,
            .. shown["options"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ]);
        Assert.Equal((shown["output"].Value + "\n").Split(end)[0], result.StandardOutput.Split(end)[0]);
    }

    [GeneratedRegex(
        @"^\| .* \| `(?<file>[\w/]+\.cs)` (?<members>`.*`) \| `(?<test>\w+\.\w+)` \|$",
        RegexOptions.Multiline
    )]
    private static partial Regex MapRow();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex UnescapedBar();

    [GeneratedRegex("`([\\w-]+)`")]
    private static partial Regex MethodName();

    [GeneratedRegex("`(\\w+Tests)\\.(\\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex("`([\\w.]+)`")]
    private static partial Regex FileName();

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex MemberName();
}
