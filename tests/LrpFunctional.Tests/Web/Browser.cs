using Microsoft.Playwright;

namespace LrpFunctional.Tests.Web;

/// <summary>Debian's Chromium without a window, and a server, for all the tests of a class.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal LrpServer Server { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (Places.FirstOrDefault(File.Exists) is not { } chromium)
            return;
        Server = await LrpServer.Start("--max-requests-per-second", "1000");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = ["--no-sandbox"] }
        );
    }

    /// <summary>The page at an address below that of the server; the test is skipped where there is no browser.</summary>
    internal async Task<IPage> Open(
        string fragment = "",
        BrowserNewContextOptions? options = null,
        LrpServer? server = null
    )
    {
        Skip.If(_browser is null, $"there is no browser at {string.Join(", ", Places)}");
        var context = await _browser.NewContextAsync(options);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{(server ?? Server).Address}{fragment}");
        await page.Locator("#method option").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        return page;
    }

    /// <summary>The page in a file; the test is skipped where there is no browser.</summary>
    internal async Task<IPage> OpenFile(string path)
    {
        Skip.If(_browser is null, $"there is no browser at {string.Join(", ", Places)}");
        var page = await _browser.NewPageAsync();
        await page.GotoAsync(new Uri(path).AbsoluteUri);
        return page;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (Server is not null)
            await Server.DisposeAsync();
    }
}
