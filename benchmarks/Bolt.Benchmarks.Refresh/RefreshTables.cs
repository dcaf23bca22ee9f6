using Bolt.Benchmarks.Reporting;

namespace Bolt.Benchmarks.Refresh;

/// <summary>The figures as Markdown.</summary>
internal static class RefreshTables
{
    private static readonly (string Key, string Title)[] Endpoints =
    [
        ("Bolt", "Bolt, in memory"),
        ("Identity", "ASP.NET Core Identity's `/refresh`, users in memory: nothing is written, nothing is ever revoked"),
        ("OpenIddict", "OpenIddict, tokens in memory: rotation, reuse detected"),
        ("OpenIddictBare", "OpenIddict without a store (degraded mode): nothing is written, nothing is ever revoked"),
    ];

    private static readonly (string Key, string Title)[] Calls =
    [
        ("sign", "`CreateToken`: signing alone"),
        ("rotate", "`RefreshAsync`, the token is replaced"),
        ("rotate-sign", "– beside signing"),
        ("repeat", "`RefreshAsync`, the same answer again"),
    ];

    public static string All(ResultStore results)
    {
        var endpoints = new MarkdownTable("a request that refreshes", "µs", "B", "Bolt ÷ this");
        var bolt = results["refresh/endpoint/Bolt/µs"];
        foreach (var (key, title) in Endpoints)
        {
            var time = results[$"refresh/endpoint/{key}/µs"];
            endpoints.Add(title, Figures.Show(time?.Value), Figures.Show(results[$"refresh/endpoint/{key}/B"]?.Value), Figures.Show(time is null ? null : bolt?.Over(time)));
        }

        var calls = new MarkdownTable("a call", "µs");
        foreach (var (key, title) in Calls)
        {
            calls.Add(title, Figures.Show(results[$"refresh/call/{key}/µs"]?.Value));
        }

        return $"{endpoints}\n{calls}\nA sign-in takes {Figures.Show(results["refresh/memory/family/B"]?.Value, "B")} in memory.\n";
    }
}
