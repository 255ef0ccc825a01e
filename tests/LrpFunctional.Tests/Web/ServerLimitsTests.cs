using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using LrpFunctional.Tests.Cli;

namespace LrpFunctional.Tests.Web;

public sealed class ServerLimitsTests(UsualServer usual) : IClassFixture<UsualServer>
{
    private LrpServer Server => usual.Server;

    [Fact]
    public async Task What_is_larger_than_the_limits_is_refused()
    {
        await using var server = await LrpServer.Start("--max-text", "50", "--max-words", "5");
        async Task<int> Status(object body) => (await server.Ask(JsonSerializer.Serialize(body))).Status;
        Assert.Equal(200, await Status(new { text = "a good film , yes" }));
        Assert.Equal(413, await Status(new { text = "a good film , yes !" }));
        Assert.Equal(413, await Status(new { texts = new[] { "a good film", "a bad film" } }));
        Assert.Equal(413, await Status(new { text = new string('a', 51) }));

        // Larger than any body within the limits: it is not even read.
        Assert.Equal(413, await Status(new { text = new string('a', 200_000) }));
    }

    [Theory]
    [InlineData("occlusion", 1000)]
    [InlineData("cd", 182)]
    [InlineData("shapley", 158)]
    public async Task Costly_methods_are_refused_longer_texts_before_they_begin(string method, int most)
    {
        string Body(int words) =>
            JsonSerializer.Serialize(new { text = string.Join(' ', Enumerable.Repeat("good", words)), method });
        Assert.Equal(200, (await Server.Ask(Body(most))).Status);
        var (status, problem) = await Server.Ask(Body(most + 1));
        Assert.Equal((413, "methods"), (status, (string?)problem["faults"]![0]!["where"]));
    }

    [Fact]
    public async Task Who_asks_too_often_has_to_wait()
    {
        await using var server = await LrpServer.Start("--max-requests-per-second", "3");
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => server.Ask("""{"text": "good"}""")));
        Assert.Contains(answers, answer => answer.Status == 200);
        Assert.Contains(answers, answer => answer.Status == 429 && answer.Answer["faults"] is not null);

        // The page itself and the health of the server are always there.
        for (var times = 0; times < 10; times++)
            Assert.Equal("ok", await server.Http.GetStringAsync("health"));
    }

    [Fact]
    public async Task A_request_that_takes_too_long_is_given_up()
    {
        await using var server = await LrpServer.Start("--max-seconds", "1", "--max-words", "10000000");
        var text = string.Concat(Enumerable.Repeat("not a very good film , but a long one . ", 400));
        var watch = Stopwatch.StartNew();
        var (status, _) = await server.Ask(JsonSerializer.Serialize(new { text, method = "shapley" }));
        Assert.Equal(503, status);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(20));
        Assert.Equal("ok", await server.Http.GetStringAsync("health"));
    }

    [Fact]
    public async Task A_body_that_drips_in_is_cut()
    {
        using var socket = await Connected();
        await Send(
            socket,
            "POST /api/explain HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n{"
        );
        var answer = await Rest(socket).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_that_never_ends_is_cut()
    {
        using var socket = await Connected();
        await Send(socket, "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
        var answer = await Rest(socket).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example", 400)]
    [InlineData("evil.example:80", 400)]
    [InlineData("localhost.evil.example", 400)]
    [InlineData("localhost:80", 200)]
    [InlineData("[::1]", 200)]
    public async Task A_server_answers_to_its_own_names_only(string host, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/model");
        request.Headers.Host = host;
        using var response = await Server.Http.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("app.js")]
    [InlineData("levels.css")]
    [InlineData("api/model")]
    public async Task Every_answer_tells_browsers_to_trust_nobody(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Origin", "https://evil.example");
        using var response = await Server.Http.SendAsync(request);
        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; "
                + "form-action 'none'; frame-ancestors 'none'",
            response.Headers.GetValues("Content-Security-Policy").Single()
        );
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task A_form_of_another_site_is_refused_by_its_type()
    {
        using var form = new StringContent("""{"text": "good"}""", Encoding.UTF8, "text/plain");
        using var response = await Server.Http.PostAsync("api/explain", form);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [SkippableFact]
    public async Task A_server_that_is_asked_to_stop_answers_first()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such signals");
        await using var server = await LrpServer.Start();
        await server.Ask("""{"text": "good"}""");
        var text = string.Concat(Enumerable.Repeat("not a very good film . ", 20));
        var asked = server.Ask(JsonSerializer.Serialize(new { text, method = "occlusion" }));
        await Task.Delay(20);
        Assert.Equal(0, await server.Stop());
        Assert.Equal(200, (await asked).Status);
    }

    // Work for more than half a second on any machine of today.
    private static string Long =>
        JsonSerializer.Serialize(
            new
            {
                text = string.Join(' ', Enumerable.Repeat("good", 1000)),
                method = "occlusion",
                target = "all",
            }
        );

    [SkippableFact]
    public async Task Requests_at_work_have_the_time_that_is_said()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such signals");
        await using var patient = await LrpServer.Start("--grace", "100", "--max-seconds", "100");
        var asked = patient.Ask(Long);
        await Task.Delay(300);
        Assert.Equal(0, await patient.Stop());
        Assert.Equal(200, (await asked).Status);

        await using var hasty = await LrpServer.Start("--grace", "0");
        var cut = hasty.Ask(Long);
        await Task.Delay(300);
        await hasty.Stop();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => cut);
    }

    [Fact]
    public async Task A_server_whose_command_was_killed_ends_by_itself()
    {
        await using var server = await LrpServer.Start();
        Assert.Equal("ok", await server.Http.GetStringAsync("health"));
        await server.Kill();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < TimeSpan.FromSeconds(60) && await Answers(server))
            await Task.Delay(100);
        Assert.False(await Answers(server));
    }

    private static async Task<bool> Answers(LrpServer server)
    {
        try
        {
            return await server.Http.GetStringAsync("health") == "ok";
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    [Theory]
    [InlineData("--grace", "-1")]
    [InlineData("--port", "70000")]
    [InlineData("--host", "nowhere.example")]
    [InlineData("--max-words", "0")]
    public async Task A_server_that_cannot_be_is_refused(string option, string value)
    {
        var result = await LrpCommand.Run("serve", option, value);
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"lrp: {option}", result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        var result = await LrpCommand.Run("serve", "--port", $"{Server.Address.Port}");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"--port {Server.Address.Port}", result.StandardError, StringComparison.Ordinal);
    }

    private async Task<Socket> Connected()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, Server.Address.Port);
        return socket;
    }

    private static async Task Send(Socket socket, string text) => await socket.SendAsync(Encoding.ASCII.GetBytes(text));

    private static async Task<string> Rest(Socket socket)
    {
        var (buffer, answer) = (new byte[4096], new StringBuilder());
        while (await socket.ReceiveAsync(buffer) is var count and > 0)
            answer.Append(Encoding.ASCII.GetString(buffer, 0, count));
        return answer.ToString();
    }
}
