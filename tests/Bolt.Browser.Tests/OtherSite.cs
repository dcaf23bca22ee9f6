using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bolt.Browser.Tests;

/// <summary>
/// Somebody else's site: <c>127.0.0.1</c> is another site than <c>localhost</c> to a browser. Its page sends a form to wherever the query says, as soon as it is opened.
/// </summary>
internal sealed class OtherSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtherSite(WebApplication app) => _app = app;

    public static async Task<OtherSite> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/{**any}", static (string action, string fields) => Results.Content(
            $"""
             <!doctype html><title>Win a prize</title>
             <form method="post" action="{action}">{string.Concat(fields.Split('&').Select(static f => f.Split('=')).Select(static f => $"<input type=hidden name=\"{f[0]}\" value=\"{f[1]}\">"))}</form>
             <script>document.forms[0].submit()</script>
             """,
            "text/html"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new OtherSite(app);
    }

    /// <summary>A page that posts these fields.</summary>
    public string Posting(string action, string fields) => $"{_app.Urls.First()}/?action={Uri.EscapeDataString(action)}&fields={Uri.EscapeDataString(fields)}";

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
