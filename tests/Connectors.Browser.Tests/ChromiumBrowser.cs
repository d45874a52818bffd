using Microsoft.Playwright;

namespace Connectors.Browser.Tests;

/// <summary>The machine's own Chromium, driven by Playwright.</summary>
public sealed class ChromiumBrowser : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where it is; null where the machine has none.</summary>
    public static string? Program { get; } = Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named ? named : Names.Select(Find).FirstOrDefault(p => p is not null);

    public async Task InitializeAsync()
    {
        if (Program is null)
        {
            return; // Each test says so, by being skipped or by failing.
        }

        _playwright = await Playwright.CreateAsync();

        // Root has no sandbox of Chromium's; what is looked at is our own.
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = ["--no-sandbox"] });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>Opens a page that knows nothing of others.</summary>
    /// <param name="width">How many pixels it is wide.</param>
    /// <param name="dark">Whether its reader wants dark pages.</param>
    public async Task<WatchedPage> OpenAsync(int width = 1100, bool dark = false)
    {
        Assert.True(_browser is not null, "Chromium is not on the PATH; in CI, a browser has to walk through the pages.");
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 800 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
        });
        return new WatchedPage(await context.NewPageAsync());
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
