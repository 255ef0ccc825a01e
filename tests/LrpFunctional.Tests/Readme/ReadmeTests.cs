using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Models.StateDicts.Composed;
using LrpFunctional.Methods;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Readme;

/// <summary>What the documents show is what there is.</summary>
public sealed partial class ReadmeTests
{
    private const string SentenceOfDoor = "The plot is thin, but the acting is superb.";

    public static IEnumerable<object[]> Map { get; } =
    [
        .. MapRow()
            .Matches(Documents.Text(Documents.House))
            .Select(row => (object[])[row.Groups["file"].Value, row.Groups["members"].Value, row.Groups["test"].Value]),
    ];

    [Fact]
    public void Each_row_of_the_map_is_found() =>
        Assert.Equal(
            Documents.Text(Documents.House).Split('\n').Count(line => line.StartsWith('|') && line.Contains(".cs`")),
            Map.Count()
        );

    [Theory]
    [MemberData(nameof(Map))]
    public void Each_equation_is_where_the_map_says_and_has_its_test(string file, string members, string test)
    {
        var source = File.ReadAllText(Repository.At(["src", "LrpFunctional", .. file.Split('/')]));
        Assert.All(
            Documents.Quoted(members, @"\w+"),
            member => Assert.Matches($@"(?m)^    ((public|internal|private) .*\b|\w+ I\w+\.){member}\b", source)
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
        var rows = Documents.Table(Documents.Formats, "| network | state dict |");
        string[] files =
        [
            .. Formats.ImportedModelTests.All.Select(file => file.Replace('\\', '/')),
            .. from object[] row in Formats.Keras.KerasCompositionTests.Models select $"Keras/{row[0]}",
            .. from object[] row in Formats.Onnx.Compositions.OnnxCompositionTests.Models
            select $"OnnxCompositions/{row[0]}",
            .. from object[] row in Formats.PyTorch.TorchCompositionTests.Models select $"TorchCompositions/{row[0]}",
            "Keras/weights_alone.h5",
        ];
        Assert.NotEmpty(rows);
        Assert.All(
            rows,
            row =>
                Assert.All(
                    [
                        .. Documents.Quoted(row[1], @"\w+").Select(model => $"Origins/{model}/model.safetensors"),
                        .. Documents.Quoted(row[1], @"TorchCompositions/\w+"),
                        .. Documents.Quoted(row[2], @"\w+").Select(model => $"Origins/{model}/model.onnx"),
                        .. Documents.Quoted(row[2], @"\w+\.onnx").Select(model => $"OnnxCompositions/{model}"),
                        .. Documents.Quoted(row[3], @"[\w.]+").Select(model => $"Keras/{model}"),
                    ],
                    file => Assert.Contains(file, files)
                )
        );
    }

    [Fact]
    public void Each_file_of_torch_save_has_its_row_and_is_tested() =>
        Assert.Equal(
            Formats
                .OriginsTests.All.Where(file => file.StartsWith("pt_", StringComparison.Ordinal))
                .Select(file => Path.GetDirectoryName(file)!),
            Documents
                .Table(Documents.Formats, "| in the file | for example |")
                .SelectMany(row => Documents.Quoted(row[1], @"\w+"))
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Each_setting_of_the_configuration_has_its_row() =>
        Assert.Equal(
            typeof(ModelConfig)
                .GetNestedType("Stored", BindingFlags.NonPublic)!
                .GetProperties()
                .Select(setting => JsonNamingPolicy.SnakeCaseLower.ConvertName(setting.Name))
                .Order(StringComparer.Ordinal),
            Documents
                .Table(Documents.Formats, "| setting | what it is |")
                .Select(row => row[0].Trim('`'))
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Each_layer_that_can_be_listed_has_its_row_with_its_settings()
    {
        var rows = Documents.Table(Documents.Formats, "| layer | settings |");
        Assert.Equal(
            LayerKind.All.Keys.Order(StringComparer.Ordinal),
            rows.SelectMany(row => Documents.Quoted(row[0], @"\w+")).Order(StringComparer.Ordinal)
        );
        Assert.All(
            rows,
            row =>
                Assert.Equal(
                    Documents
                        .Quoted(row[0], @"\w+")
                        .SelectMany(kind => LayerKind.All[kind].Settings)
                        .Distinct()
                        .Order(StringComparer.Ordinal),
                    Documents.Quoted(row[1], @"\w+").Order(StringComparer.Ordinal)
                )
        );
    }

    [Theory]
    [InlineData(Documents.Door, "ReadmeExample.cs", 8)]
    [InlineData(Documents.Methods, "MethodsExample.cs", 8)]
    [InlineData(Documents.Laboratory, "LaboratoryExample.cs", 8)]
    [InlineData(Documents.Rules, "AbsoluteRule.cs", 0)]
    [InlineData(Documents.Rules, "AbsoluteRuleTests.cs", 0)]
    public void The_example_is_the_one_that_compiles(string document, string file, int indent)
    {
        var source = File.ReadAllText(Repository.At("tests", "LrpFunctional.Tests", "Readme", file));
        var region = Regex
            .Match(source, @"// <example>\n(?<code>.*?)\n\s*// </example>", RegexOptions.Singleline)
            .Groups["code"]
            .Value;
        var code = string.Join('\n', region.Split('\n').Select(line => line.Length > indent ? line[indent..] : ""));
        Assert.Contains($"```csharp\n{code.Trim('\n')}\n```", Documents.Text(document), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_method_has_its_row_with_what_holds_and_the_test_of_it()
    {
        var rows = Documents.Table(Documents.Methods, "| `--method` |");
        Assert.Equal(
            OfferedMethods.All.Select(method => method.Name).Order(),
            rows.SelectMany(row => Documents.Quoted(row[0], @"[\w-]+")).Order()
        );
        Assert.All(rows, row => Assert.All(row, cell => Assert.NotEqual("", cell)));
        Assert.Contains($"[{OfferedMethods.All.Length} methods]({Documents.Methods})", Documents.Text(Documents.Door));

        // That they are there, DocumentsTests sees to.
        Assert.All(rows, row => Assert.NotEmpty(Documents.Quoted(row[3], @"\w+Tests\.\w+")));
    }

    [Theory]
    [InlineData("explain")]
    [InlineData("predict")]
    [InlineData("compare")]
    [InlineData("sweep")]
    [InlineData("interactions")]
    [InlineData("evaluate", "all")]
    [InlineData("show")]
    [InlineData("report")]
    [InlineData("check")]
    [InlineData("diff", "A", "B")]
    [InlineData("info")]
    [InlineData("verify-model", "MODEL")]
    [InlineData("convert", "IN", "OUT")]
    public async Task Each_option_has_its_topic(params string[] command)
    {
        Assert.Contains($"| `lrp {string.Join(' ', command)}` |", Documents.Text(Documents.Command));
        var help = await Cli.LrpCommand.Run([.. command, "--help"]);
        var topics = string.Concat(Documents.Rows(Documents.Command, "| topic |"));
        var options = HelpedOption().Matches(help.StandardOutput).Select(option => option.Groups[1].Value).ToArray();
        Assert.NotEmpty(options);
        Assert.All(options, option => Assert.Matches($"`{option}[` ]", topics));
    }

    [Fact]
    public async Task The_output_shown_is_the_output()
    {
        var shown = Regex.Match(
            Documents.Text(Documents.Command),
            @"\$ lrp explain --text ""(?<text>.*?)""\n(?<output>.*?)```",
            RegexOptions.Singleline
        );
        var result = await Cli.LrpCommand.Run("explain", "--text", shown.Groups["text"].Value);
        Assert.Equal(shown.Groups["output"].Value, result.StandardOutput);
    }

    [Theory]
    [InlineData("words", "lrp show --text \"" + SentenceOfDoor + "\"")]
    [InlineData("methods", "lrp show --text \"" + SentenceOfDoor + "\" --method lrp --method gi --method sa")]
    [InlineData("prefixes", "lrp show --text \"It is not good, it is great.\" --prefixes --scale set")]
    [InlineData("pairs", "lrp interactions --text \"" + SentenceOfDoor + "\"")]
    public async Task Each_picture_is_drawn_by_its_command(string picture, string command)
    {
        Assert.Contains(command, Documents.Text(Documents.Door) + Documents.Text(Documents.Reports));
        using var folder = new Sandbox();
        var arguments = Regex
            .Matches(command, "\"(?<text>.*?)\"|(?<text>\\S+)")
            .Select(one => one.Groups["text"].Value);
        var result = await Cli.LrpCommand.Run([.. arguments.Skip(1), "--out", folder.At("drawn.svg")]);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            await File.ReadAllTextAsync(Repository.At("snapshots", "pictures", $"{picture}.svg")),
            await File.ReadAllTextAsync(folder.At("drawn.svg"))
        );
    }

    [Fact]
    public async Task The_rows_at_the_door_are_rows_of_the_output()
    {
        var shown = Regex.Match(Documents.Text(Documents.Door), @"```csv\n(?<rows>(.+\n)+)```").Groups["rows"].Value;
        var result = await Cli.LrpCommand.Run("explain", "--text", SentenceOfDoor);
        Assert.Subset(
            result.StandardOutput.Split('\n').ToHashSet(),
            shown.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToHashSet()
        );
    }

    [Theory]
    [InlineData("compare", "Cost, ")]
    [InlineData("sweep", "\n\n")]
    public async Task The_tables_shown_are_the_tables_up_to_what_the_clock_says(string command, string end)
    {
        var shown = Regex
            .Match(Documents.Text(Documents.Methods), $@"\$ lrp {command}(?<options>.*)\n(?<output>(.*\n)*?)```")
            .Groups;
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

    [GeneratedRegex("^  (--[a-z-]+)", RegexOptions.Multiline)]
    private static partial Regex HelpedOption();
}
