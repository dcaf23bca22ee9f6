using System.Globalization;

namespace Bolt.Benchmarks.Http;

/// <summary>The command line: <c>run [quick|full] [--rounds n] [--seconds s] [--rows a,b] [--servers a,b] [--update]</c>.</summary>
internal sealed record Settings(bool Full, int Rounds, int Seconds, string[]? Rows, string[]? Servers, bool Update)
{
    /// <summary>The command that gives these figures again.</summary>
    public string Command { get; private init; } = "";

    public static Settings Parse(string[] args)
    {
        var full = !args.Contains("quick");
        string? Option(string name) => Array.IndexOf(args, name) is var i and >= 0 && i + 1 < args.Length ? args[i + 1] : null;
        int Number(string name, int otherwise) => Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        return new(full, Number("--rounds", full ? 5 : 2), Number("--seconds", full ? 5 : 2), Option("--rows")?.Split(','), Option("--servers")?.Split(','), args.Contains("--update"))
        {
            Command = string.Join(' ', args.Where(static a => a is not "full" and not "--update").Prepend("benchmarks/http/run.sh")),
        };
    }

    public bool Wants(Row row) => Rows?.Contains(row.Name) ?? (Full || row.IsEssential);

    public bool Wants(Server server) => Servers?.Contains(server.Name) ?? true;
}
