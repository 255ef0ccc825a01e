using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using LrpFunctional.Tests.Cli;

namespace LrpFunctional.Tests.Web;

/// <summary><c>lrp serve</c> as its users start it, on a port that is free.</summary>
internal sealed class LrpServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;

    private LrpServer(Process process, Uri address)
    {
        _process = process;
        Http = new HttpClient { BaseAddress = address };
    }

    /// <summary>Asks it.</summary>
    public HttpClient Http { get; }

    /// <summary>Where it listens.</summary>
    public Uri Address => Http.BaseAddress!;

    public static async Task<LrpServer> Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[] { LrpCommand.Path, "serve", "--port", "0" }.Concat(arguments))
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        return new LrpServer(process, new Uri(line!.Split(' ')[^1]));
    }

    /// <summary>The status and the answer to a request, as it is written.</summary>
    public async Task<(int Status, JsonNode Answer)> Ask(string body, string path = "api/explain")
    {
        using var response = await Post(path, body, "application/json");
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    /// <summary>The answer to a request in a form of one's own.</summary>
    public async Task<HttpResponseMessage> Post(string path, string body, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Accept.ParseAdd(accept);
        return await Http.SendAsync(request);
    }

    /// <summary>Kills what was started, and not what that started.</summary>
    public async Task Kill()
    {
        _process.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>Asks it to stop as the system does, and gives its exit code.</summary>
    public async Task<int> Stop()
    {
        await CliWrap.Cli.Wrap("kill").WithArguments(["-TERM", $"{_process.Id}"]).ExecuteAsync();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await Stop();
        Http.Dispose();
        _process.Dispose();
    }
}
