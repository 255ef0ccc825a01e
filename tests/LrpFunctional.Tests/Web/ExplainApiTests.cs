using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LrpFunctional.Rules;
using LrpFunctional.Tests.Cli;

namespace LrpFunctional.Tests.Web;

public sealed class ExplainApiTests(UsualServer usual) : IClassFixture<UsualServer>
{
    private LrpServer Server => usual.Server;

    [Theory]
    [InlineData("""{"text": "@"}""")]
    [InlineData("""{"text": "@", "method": "gi", "target": "3-1"}""", "--method", "gi", "--target", "3-1")]
    [InlineData("""{"text": "@", "methods": ["lrp", "sa"]}""", "--method", "lrp", "--method", "sa")]
    [InlineData("""{"text": "@", "target": "all", "preset": "lrp-half"}""", "--target", "all", "--preset", "lrp-half")]
    [InlineData(
        """{"text": "@", "rule": "gamma", "gamma": 0.5, "product": "prop", "epsilon": 0.01, "target": "second"}""",
        "--rule",
        "gamma",
        "--gamma",
        "0.5",
        "--product",
        "prop",
        "--epsilon",
        "0.01",
        "--target",
        "second"
    )]
    [InlineData("""{"text": "@", "biasFactor": 1}""", "--bias-factor", "1")]
    [InlineData("""{"text": "@", "quantity": "score"}""")]
    [InlineData(
        """{"text": "@", "quantity": "probability", "method": "gi", "target": "3"}""",
        "--quantity",
        "probability",
        "--method",
        "gi",
        "--target",
        "3"
    )]
    [InlineData(
        """{"text": "@", "quantity": "log-odds", "method": "occlusion"}""",
        "--quantity",
        "log-odds",
        "--method",
        "occlusion"
    )]
    public async Task The_API_says_what_the_command_says(string request, params string[] arguments)
    {
        var body = request.Replace("@", ExplainedText.Text, StringComparison.Ordinal);
        var result = await LrpCommand.Run(["explain", "--text", ExplainedText.Text, .. arguments]);
        var rows = result.StandardOutput.TrimEnd('\n').Split('\n').Skip(1).ToArray();
        var (status, answer) = await Server.Ask(body);
        Assert.Equal(200, status);
        var explanations = answer["results"]![0]!["explanations"]!.AsArray();
        var numbers = explanations.SelectMany(one => one!["relevances"]!.AsArray()).Select(one => (double)one!);
        Assert.Equal(rows.Select(row => ExplainedText.Number(row.Split(','))), numbers);
        using var response = await Server.Post("api/explain", body, "text/csv");
        var csv = await response.Content.ReadAsStringAsync();
        Assert.Equal(rows, csv.TrimEnd('\n').Split('\n').Skip(1));
    }

    [Fact]
    public async Task Each_word_says_where_it_stands_in_the_text_and_what_it_weighs()
    {
        const string text = "Superb — 🎬 e\u0301t\u00e9 qzxv!";
        var (_, answer) = await Server.Ask(Body(text));
        var result = answer["results"]![0]!;
        var words = result["words"]!.AsArray();
        Assert.All(words, word => Assert.InRange((int)word!["end"]!, (int)word["first"]! + 1, text.Length));
        Assert.Equal("Superb", text[(int)words[0]!["first"]!..(int)words[0]!["end"]!]);
        Assert.Equal(("superb", true), ((string?)words[0]!["text"], (bool)words[0]!["known"]!));
        Assert.Contains(words, word => (string?)word!["text"] == "qzxv" && !(bool)word["known"]!);
        Assert.Equal(words.Count, result["explanations"]![0]!["relevances"]!.AsArray().Count);
    }

    [Fact]
    public async Task Scores_probabilities_value_and_leftover_belong_together()
    {
        var (_, answer) = await Server.Ask("""{"text": "not good", "target": "1", "preset": "lrp-conserving"}""");
        var result = answer["results"]![0]!;
        double[] Numbers(string name) => [.. result[name]!.AsArray().Select(one => (double)one!)];
        var (scores, probabilities) = (Numbers("scores"), Numbers("probabilities"));
        Assert.Equal(1, probabilities.Sum(), 12);
        Assert.Equal(Array.IndexOf(scores, scores.Max()), (int)result["predicted"]!);
        var explanation = result["explanations"]![0]!;
        Assert.Equal(scores[1], (double)explanation["value"]!);
        Assert.Equal(
            scores[1],
            explanation["relevances"]!.AsArray().Sum(one => (double)one!) + (double)explanation["leftover"]!,
            9
        );
        Assert.Equal(255, explanation["levels"]!.AsArray().Max(level => Math.Abs((int)level!)));
    }

    [Fact]
    public async Task Many_texts_come_back_in_their_order()
    {
        string[] texts =
        [
            .. Enumerable.Range(1, 40).Select(count => string.Join(' ', Enumerable.Repeat("good", count))),
        ];
        var (_, answer) = await Server.Ask(JsonSerializer.Serialize(new { texts, method = "gi" }));
        Assert.Equal(
            Enumerable.Range(1, texts.Length),
            answer["results"]!.AsArray().Select(result => (int)result!["steps"]!)
        );
    }

    [Fact]
    public async Task Requests_that_come_together_get_what_they_get_alone()
    {
        string[] bodies =
        [
            .. from length in Enumerable.Range(1, 16)
            from method in new[] { "lrp", "gi", "cd" }
            select JsonSerializer.Serialize(
                new { text = string.Concat(Enumerable.Repeat("not bad ", length)), method }
            ),
        ];
        var together = await Task.WhenAll(bodies.Select(body => Server.Ask(body)));
        foreach (var (at, body) in bodies.Index())
        {
            var (status, alone) = await Server.Ask(body);
            Assert.Equal(200, status);
            Assert.Equal(alone.ToJsonString(), together[at].Answer.ToJsonString());
        }
    }

    [Fact]
    public async Task A_heatmap_is_a_page_or_a_picture_to_keep()
    {
        foreach (var (form, begin) in new[] { ("html", "<!doctype html>"), ("svg", "<svg") })
        {
            using var response = await Server.Post($"api/heatmap?form={form}", Body("<script>good</script>"), "*/*");
            Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
            var text = await response.Content.ReadAsStringAsync();
            Assert.StartsWith(begin, text, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        }

        var (status, problem) = await Server.Ask(Body("good"), "api/heatmap?form=pdf");
        Assert.Equal((400, "form"), (status, First(problem, "where")));
    }

    [Fact]
    public async Task The_model_says_what_may_be_asked_of_it()
    {
        var model = JsonNode.Parse(await Server.Http.GetStringAsync("api/model"))!;
        Assert.Equal(5, model["classes"]!.AsArray().Count);
        Assert.Equal(64, ((string)model["hash"]!).Length);
        Assert.Equal(
            Preset.All.Select(preset => preset.Name),
            model["presets"]!.AsArray().Select(preset => (string)preset!["name"]!)
        );
        foreach (var method in model["methods"]!.AsArray().Select(method => (string)method!["name"]!))
        {
            var (status, _) = await Server.Ask(JsonSerializer.Serialize(new { text = "good", method }));
            Assert.Equal(200, status);
        }
    }

    [Fact]
    public async Task A_document_of_OpenAPI_describes_the_paths_and_what_they_take()
    {
        var document = JsonNode.Parse(await Server.Http.GetStringAsync("openapi/v1.json"))!;
        Assert.StartsWith("3.", (string)document["openapi"]!, StringComparison.Ordinal);
        Assert.Equal(
            ["/api/explain", "/api/heatmap", "/api/model", "/health"],
            document["paths"]!.AsObject().Select(path => path.Key).Order(StringComparer.Ordinal)
        );
        Assert.Contains("biasFactor", document["components"]!["schemas"]!["ExplainRequest"]!["properties"]!.AsObject());
    }

    [Fact]
    public async Task The_server_says_that_it_is_there() =>
        Assert.Equal("ok", await Server.Http.GetStringAsync("health"));

    [Theory]
    [InlineData("""[""", "body")]
    [InlineData("""null""", "body")]
    [InlineData("""{"text": "\ud800"}""", "body, $.text")]
    [InlineData("""{"txt": "good"}""", "body, $.txt")]
    [InlineData("""{"text": "good", "text": "bad"}""", "body, $.text")]
    [InlineData("""{"texts": []}""", "text")]
    [InlineData("""{"text": "good", "texts": ["bad"]}""", "text")]
    [InlineData("""{"texts": ["good", " "]}""", "text 2")]
    [InlineData("""{"sequences": [[[1, 2]]]}""", "sequence 1")]
    [InlineData("""{"text": "good", "method": "magic"}""", "methods")]
    [InlineData("""{"text": "good", "methods": []}""", "methods")]
    [InlineData("""{"text": "good", "target": "5"}""", "target")]
    [InlineData("""{"text": "good", "target": "label"}""", "target")]
    [InlineData("""{"text": "good", "quantity": "odds"}""", "quantity")]
    [InlineData("""{"text": "good", "quantity": "probability", "target": "3-1", "method": "gi"}""", "quantity")]
    [InlineData("""{"text": "good", "quantity": "probability"}""", "methods")]
    [InlineData("""{"text": "good", "preset": "best"}""", "preset")]
    [InlineData("""{"text": "good", "preset": "lrp-all", "rule": "flat"}""", "preset")]
    [InlineData("""{"text": "good", "rule": "best"}""", "rule")]
    [InlineData("""{"text": "good", "product": "best"}""", "product")]
    [InlineData("""{"text": "good", "epsilon": -1}""", "epsilon")]
    [InlineData("""{"text": "good", "epsilon": "1"}""", "body, $.epsilon")]
    [InlineData("""{"text": "good", "gamma": 1}""", "gamma")]
    [InlineData("""{"text": "good", "method": "sa", "epsilon": 1}""", "epsilon")]
    public async Task What_cannot_be_done_is_refused_with_place_problem_and_remedy(string body, string place)
    {
        var (status, problem) = await Server.Ask(body);
        Assert.Equal((400, place), (status, First(problem, "where")));
        Assert.NotEmpty(First(problem, "problem"));
        Assert.NotEmpty(First(problem, "remedy"));
    }

    [Fact]
    public async Task All_faults_of_a_request_come_at_once()
    {
        var (_, problem) = await Server.Ask("""{"text": "", "target": "9", "preset": "best", "epsilon": -1}""");
        Assert.Equal(
            ["target", "preset", "epsilon", "text 1"],
            problem["faults"]!.AsArray().Select(fault => (string)fault!["where"]!)
        );
    }

    private static string Body(string text) => JsonSerializer.Serialize(new { text });

    private static string First(JsonNode problem, string part) =>
        string.Create(CultureInfo.InvariantCulture, $"{problem["faults"]![0]![part]}");
}
