using System.Globalization;

namespace Bolt.Benchmarks.Http;

/// <summary>The command line: <c>[quick|full|sessions|instructions] [--rounds n] [--seconds s] [--rows a,b] [--servers a,b] [--update]</c>.</summary>
internal sealed record Settings(bool Full, int Rounds, int Seconds, string[]? Rows, string[]? Servers, bool Update)
{
    /// <summary>The command that gives these figures again.</summary>
    public string Command { get; private init; } = "";

    /// <summary>Instructions per request instead of times: the same on a busy machine.</summary>
    public bool CountsInstructions { get; private init; }

    public static Settings Parse(string[] args)
    {
        // Rows with sessions are near their limits, and need many short rounds.
        var sessions = args.Contains("sessions");
        var full = !args.Contains("quick") && !sessions;
        string? Option(string name) => Array.IndexOf(args, name) is var i and >= 0 && i + 1 < args.Length ? args[i + 1] : null;
        int Number(string name, int otherwise) => Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        return new(full, Number("--rounds", sessions ? 15 : full ? 5 : 2), Number("--seconds", sessions ? 1 : full ? 5 : 2), Option("--rows")?.Split(',') ?? (sessions ? [.. Row.All.Where(static r => r.SignsIn).Select(static r => r.Name)] : null), Option("--servers")?.Split(','), args.Contains("--update"))
        {
            CountsInstructions = args.Contains("instructions"),
            Command = string.Join(' ', args.Where(a => a is not "full" and not "--update" && !(a == "quick" && args.Contains("instructions"))).Prepend("benchmarks/Bolt.Benchmarks.Http/run.sh")),
        };
    }

    public bool Wants(Row row) => Rows?.Contains(row.Name) ?? (CountsInstructions ? row is { Algorithm: "HS256", Routes: 1, Path: not "/key" } && !row.Name.StartsWith("routes-", StringComparison.Ordinal) : Full || row.IsEssential);

    public bool Wants(Server server) => Servers?.Contains(server.Name) ?? true;
}
