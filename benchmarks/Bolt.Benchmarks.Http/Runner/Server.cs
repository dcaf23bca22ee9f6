using System.Diagnostics;
using Bolt.Benchmarks.Reporting;

namespace Bolt.Benchmarks.Http;

/// <summary>A published server.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Title">What it is.</param>
/// <param name="Folder">Where it was published to, below the artifacts.</param>
internal sealed record Server(string Name, string Title, string Folder)
{
    /// <summary>It answers every request.</summary>
    public bool IsOpen { get; init; }

    public bool IsNative { get; init; } = true;

    /// <summary>It knows its callers by a session and not by a token.</summary>
    public bool HasSessions { get; init; }

    /// <summary>Long enough for a just-in-time compiler to have done its work.</summary>
    public int WarmUpSeconds { get; init; } = 1;

    public static IReadOnlyList<Server> All { get; } =
    [
        new("KestrelConstant", "Kestrel, a constant (the limit)", "KestrelConstant") { IsOpen = true },
        new("MinimalApi", "minimal API, no authentication", "MinimalApi") { IsOpen = true },
        new("JwtBearer", "minimal API + JwtBearer + Authorization", "JwtBearer"),
        new("FastEndpoints", "FastEndpoints + JwtBearer (JIT)", "FastEndpointsApp") { WarmUpSeconds = 4, IsNative = false },
        new("Fastify", "Fastify + @fastify/jwt (Node.js)", "Fastify") { WarmUpSeconds = 2, IsNative = false },
        new("HandWritten", "request delegate by hand, Bolt's backend", "HandWritten"),
        new("Bolt", "Bolt", "BoltApp"),
        new("SessionsByHand", "request delegate by hand, a hashed key in a dictionary", "SessionsByHand") { HasSessions = true },
        new("SessionsCookies", "minimal API + cookie authentication + UseSession()", "SessionsCookies") { HasSessions = true },
        new("SessionsBolt", "Bolt, sessions in memory", "SessionsBolt") { HasSessions = true },
    ];

    public static IEnumerable<string> AllForTokens => All.Where(static s => !s.HasSessions).Select(static s => s.Name);

    public int StatusFor(Row row) => IsOpen ? 200 : row.Status;

    /// <summary>Where servers are published to: those that keep their symbols lie apart, for they are larger.</summary>
    private static string Published => Repository.Artifacts(Environment.GetEnvironmentVariable("BENCH_PUBLISHED") ?? "http");

    /// <summary>Where the variant with so many routes is.</summary>
    public string PathFor(Row row) => Path.Combine(Published, row.Routes == 1 ? Folder : $"{Folder}-{row.Routes}");

    public bool IsPublished(Row row) => File.Exists(Path.Combine(PathFor(row), Name == "Fastify" ? "server.js" : "server"));

    public ProcessStartInfo Start(Row row) => Name == "Fastify"
        ? new("node", [Path.Combine(PathFor(row), "server.js")])
        : new(Path.Combine(PathFor(row), "server"));

    /// <summary>MiB to deploy: without symbols, and without the runtime where it is not inside.</summary>
    public double Size(Row row) => Directory.EnumerateFiles(PathFor(row), "*", SearchOption.AllDirectories)
        .Where(static f => Path.GetExtension(f) is not (".dbg" or ".pdb" or ".xml"))
        .Sum(static f => new FileInfo(f).Length) / 1048576.0;
}
