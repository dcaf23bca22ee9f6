using System.Diagnostics;
using System.Globalization;
using Bolt.Benchmarks.Reporting;

namespace Bolt.Benchmarks.Http;

/// <summary>What wrk saw.</summary>
internal sealed record Load(double Requests, double Seconds, double P50Milliseconds, double P99Milliseconds, double Refused, double Broken)
{
    private static readonly string Script = Path.Combine(Repository.Root, "benchmarks", "Bolt.Benchmarks.Http", "Runner", "load.lua");

    /// <summary>Every request was answered, and as it should be.</summary>
    public void Check(Server server, Row row)
    {
        var refused = server.StatusFor(row) == 200 ? 0 : Requests;
        if (Refused != refused || Broken > 0)
        {
            throw new InvalidOperationException($"{server.Name}, {row.Name}: {Refused} refusals instead of {refused}, {Broken} broken requests.");
        }
    }

    /// <summary>One thread, 32 connections unless told otherwise.</summary>
    /// <param name="skip">How many of the many tokens to skip: a load must not begin with those that warmed the server up and may still be remembered.</param>
    public static Load Put(Row row, Tokens tokens, int port, int seconds, int connections = 32, int skip = 0)
    {
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true };
        foreach (var argument in (string[])["-t1", $"-c{connections}", $"-d{seconds}s", "-s", Script, "-H", row.Credentials(tokens), $"http://127.0.0.1:{port}{row.Path}", "--"])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var argument in row.HasManyTokens ? (string[])["tokens", tokens.ManyFile, $"{skip}"] : [row.IsPost ? "post" : "get"])
        {
            start.ArgumentList.Add(argument);
        }

        using var wrk = Process.Start(start)!;
        var output = wrk.StandardOutput.ReadToEnd();
        wrk.WaitForExit();
        var line = output.Split('\n').FirstOrDefault(static l => l.StartsWith("RESULT ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"wrk printed no result.\n{output}");
        var fields = line.Split(' ').Skip(1).Select(static f => double.Parse(f, CultureInfo.InvariantCulture)).ToArray();
        return new(fields[0], fields[1] / 1e6, fields[2] / 1e3, fields[3] / 1e3, fields[4], fields[5]);
    }
}
