using System.Globalization;

namespace Bolt.Benchmarks.Http;

/// <summary>The command line: <c>[quick|full|instructions] [--rounds n] [--seconds s] [--rows a,b] [--servers a,b] [--update]</c>.</summary>
internal sealed record Settings(bool Full, int Rounds, int Seconds, string[]? Rows, string[]? Servers, bool Update)
{
    /// <summary>The command that gives these figures again.</summary>
    public string Command { get; private init; } = "";

    /// <summary>Instructions per request instead of times: the same on a busy machine.</summary>
    public bool CountsInstructions { get; private init; }

    public static Settings Parse(string[] args)
    {
        var full = !args.Contains("quick");
        string? Option(string name) => Array.IndexOf(args, name) is var i and >= 0 && i + 1 < args.Length ? args[i + 1] : null;
        int Number(string name, int otherwise) => Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        return new(full, Number("--rounds", full ? 5 : 2), Number("--seconds", full ? 5 : 2), Option("--rows")?.Split(','), Option("--servers")?.Split(','), args.Contains("--update"))
        {
            CountsInstructions = args.Contains("instructions"),
            Command = string.Join(' ', args.Where(a => a is not "full" and not "--update" && !(a == "quick" && args.Contains("instructions"))).Prepend("benchmarks/Bolt.Benchmarks.Http/run.sh")),
        };
    }

    public bool Wants(Row row) => Rows?.Contains(row.Name) ?? (CountsInstructions ? row is { Algorithm: "HS256", Routes: 1, Path: not "/key" } && !row.Name.StartsWith("routes-", StringComparison.Ordinal) : Full || row.IsEssential);

    public bool Wants(Server server) => Servers?.Contains(server.Name) ?? true;
}
