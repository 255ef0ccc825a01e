using System.Text.Json;
using System.Text.Json.Nodes;
using LrpFunctional.Tests.Cli;

namespace LrpFunctional.Tests.Web;

public sealed class ToolsTests
{
    [Fact]
    public async Task An_assistant_finds_the_tools_and_gets_what_the_command_says()
    {
        var rows = await ExplainedText.Rows();
        var answers = await Say(
            Call(1, "tools/list", new { }),
            Tool(2, "explain", new { texts = new[] { ExplainedText.Text } }),
            Tool(3, "predict", new { texts = new[] { "superb", "dreadful" } }),
            Tool(4, "model", new { })
        );
        Assert.Equal(
            ["explain", "model", "predict"],
            answers[1]["result"]!["tools"]!
                .AsArray()
                .Select(tool => (string)tool!["name"]!)
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            rows.Select(ExplainedText.Number),
            Told(answers[2])["results"]![0]!["explanations"]![0]!["relevances"]!.AsArray().Select(one => (double)one!)
        );
        var classes = Told(answers[3]).AsArray().Select(one => (int)one!["class"]!).ToArray();
        Assert.True(classes[0] > classes[1]);
        Assert.Equal(5, Told(answers[4])["classes"]!.AsArray().Count);
    }

    [Fact]
    public async Task What_a_tool_cannot_do_it_says_with_place_problem_and_remedy()
    {
        var answers = await Say(
            Tool(1, "explain", new { texts = new[] { "good" }, methods = new[] { "magic" } }),
            Tool(2, "explain", new { texts = new[] { string.Join(' ', Enumerable.Repeat("good", 10_001)) } })
        );
        Assert.True((bool)answers[1]["result"]!["isError"]!);
        Assert.Contains("methods: \"magic\" is no method", Text(answers[1]), StringComparison.Ordinal);
        Assert.Contains("text: it has 10001 words", Text(answers[2]), StringComparison.Ordinal);
    }

    private static string Text(JsonNode answer) => (string)answer["result"]!["content"]![0]!["text"]!;

    private static JsonNode Told(JsonNode answer) => JsonNode.Parse(Text(answer))!;

    private static string Tool(int id, string name, object arguments) =>
        Call(id, "tools/call", new { name, arguments });

    private static string Call(int id, string method, object parameters) =>
        JsonSerializer.Serialize(
            new Dictionary<string, object>
            {
                ["jsonrpc"] = "2.0",
                ["id"] = id,
                ["method"] = method,
                ["params"] = parameters,
            }
        );

    // The input stays open until all answers are there: its end is the end of the server.
    private static async Task<Dictionary<int, JsonNode>> Say(params string[] calls)
    {
        var begin = Call(
            0,
            "initialize",
            new
            {
                protocolVersion = "2025-06-18",
                capabilities = new { },
                clientInfo = new { name = "test", version = "1" },
            }
        );
        using var process = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("dotnet", [LrpCommand.Path, "mcp"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        var answers = new Dictionary<int, JsonNode>();
        async Task Answers(int count)
        {
            while (answers.Count < count)
            {
                var line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2));
                var answer = JsonNode.Parse(line!)!;
                answers.Add((int)answer["id"]!, answer);
            }
        }

        await process.StandardInput.WriteLineAsync(begin);
        await Answers(1);
        await process.StandardInput.WriteLineAsync("""{"jsonrpc": "2.0", "method": "notifications/initialized"}""");
        foreach (var call in calls)
            await process.StandardInput.WriteLineAsync(call);
        await Answers(1 + calls.Length);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(0, process.ExitCode);
        return answers;
    }
}
