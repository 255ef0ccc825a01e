using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LrpFunctional.Tests.Cli;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Web;

/// <summary>Models that do not read words, served.</summary>
public sealed class SequencesApiTests
{
    [Fact]
    public async Task Sequences_of_numbers_get_what_the_command_gives_them()
    {
        var model = Sandbox.Fixture("FollowUps", "therapy.h5");
        var patients = Sandbox.Fixture("FollowUps", "therapy.jsonl");
        var lines = (await File.ReadAllLinesAsync(patients)).Select(line => JsonNode.Parse(line)!).ToArray();
        string[] explain = ["explain", "--model", model, "--data", patients, "--target", "2", "--pool", "step"];
        var expected = (await LrpCommand.Run([.. explain, "--method", "gi"]))
            .StandardOutput.TrimEnd('\n')
            .Split('\n')
            .Skip(1)
            .Select(row => double.Parse(row.Split(',')[^1], CultureInfo.InvariantCulture));
        await using var server = await LrpServer.Start("--model", model);
        var (status, answer) = await server.Ask(
            JsonSerializer.Serialize(
                new
                {
                    sequences = lines.Select(line => line["numbers"]),
                    @static = lines.Select(line => line["static"]),
                    target = "2",
                    method = "gi",
                }
            )
        );
        Assert.Equal(200, status);
        Assert.Equal(
            expected,
            answer["results"]!
                .AsArray()
                .SelectMany(result => result!["explanations"]![0]!["relevances"]!.AsArray())
                .Select(one => (double)one!)
        );
        Assert.Null(answer["results"]![0]!["words"]);
    }

    [Theory]
    [InlineData("""{"text": "good"}""", "text 1")]
    [InlineData("""{"sequences": [[]], "static": [[1, 2, 3]]}""", "sequence 1")]
    [InlineData("""{"sequences": [[[1, 2, 3, 4], [1]]], "static": [[1, 2, 3]]}""", "sequence 1")]
    [InlineData("""{"sequences": [[[1, 2, 3]]], "static": [[1, 2, 3]]}""", "sequence 1")]
    [InlineData("""{"sequences": [[[1, 2, 3, 4]]]}""", "sequence 1")]
    [InlineData("""{"sequences": [[[1, 2, 3, 4]]], "static": []}""", "static")]
    [InlineData("""{"sequences": [[[1, 2, 3, 1e999]]], "static": [[1, 2, 3]]}""", "sequence 1")]
    public async Task Sequences_that_do_not_fit_are_refused(string body, string place)
    {
        await using var server = await LrpServer.Start("--model", Sandbox.Fixture("FollowUps", "therapy.h5"));
        var (status, problem) = await server.Ask(body);
        Assert.Equal(400, status);
        Assert.StartsWith(place, (string?)problem["faults"]![0]!["where"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_model_with_scores_at_each_step_one_is_served()
    {
        var tagger = Sandbox.Fixture("KerasCompositions", "tagger.keras");
        var refused = await LrpCommand.Run("serve", "--model", tagger, "--port", "0");
        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith("lrp: --position", refused.StandardError, StringComparison.Ordinal);
        await using var server = await LrpServer.Start("--model", tagger, "--position", "last");
        Assert.Equal(200, (await server.Ask("""{"text": "3 1 4 1"}""")).Status);
    }
}
