using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Bolt.Browser.Tests;

/// <summary>The machine's own Chromium, started once for all tests. Each test has a window with cookies of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>It looks nothing up, so that tests need no network.</summary>
    private static readonly string[] Arguments =
        ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    /// <summary>The back button shows pages as they were left, as for a visitor.</summary>
    private static readonly string[] NotDisabled = ["--disable-back-forward-cache"];

    /// <summary>In milliseconds. Nothing waits for it where all is well; the machine may be busy with other tests.</summary>
    private const int Patience = 120_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private static string? Executable { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(static d => Names.Select(n => Path.Combine(d, n))).FirstOrDefault(File.Exists);

    public async ValueTask InitializeAsync()
    {
        if (Executable is not null)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = Arguments, IgnoreDefaultArgs = NotDisabled, Timeout = Patience });
        }
    }

    /// <summary>A window without cookies.</summary>
    /// <param name="withScripts">The test runs scripts on pages, which the site itself forbids.</param>
    public async Task<IBrowserContext> OpenAsync(bool withScripts = false) => Patient(await Found(_browser).NewContextAsync(new() { BypassCSP = withScripts }));

    /// <summary>A browser with its files in a folder, from which another one can go on.</summary>
    public async Task<IBrowserContext> StartAsync(string folder) =>
        Patient(await Found(_playwright).Chromium.LaunchPersistentContextAsync(folder, new() { ExecutablePath = Executable, Args = Arguments, Timeout = Patience }));

    /// <summary>The page shows a text, now or when it is loaded.</summary>
    public static Task Shows(IPage page, string text) => Assertions.Expect(page.GetByText(text).First).ToBeVisibleAsync(new() { Timeout = Patience });

    /// <summary>The page is at an address, now or when it has changed.</summary>
    public static Task IsAt(IPage page, string pattern) => Assertions.Expect(page).ToHaveURLAsync(new Regex(pattern), new() { Timeout = Patience });

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private static IBrowserContext Patient(IBrowserContext window)
    {
        window.SetDefaultTimeout(Patience);
        return window;
    }

    private static T Found<T>(T? found)
        where T : class
    {
        if (found is null && Environment.GetEnvironmentVariable("CI") is null)
        {
            Assert.Skip("Chromium is not on PATH (Debian: apt-get install chromium).");
        }

        return found ?? throw new InvalidOperationException("Chromium is not on PATH.");
    }
}
