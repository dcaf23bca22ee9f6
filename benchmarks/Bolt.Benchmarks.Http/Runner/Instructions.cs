using System.Diagnostics;
using System.Globalization;
using Bolt.Benchmarks.Reporting;

namespace Bolt.Benchmarks.Http;

/// <summary>
/// How many instructions a native server executes per request outside the kernel, counted by Valgrind. A busy machine does not change it. Valgrind offers no SHA instructions, so
/// hashes count for more than they cost; nothing else does.
/// </summary>
internal static class Instructions
{
    private const int Connections = 4;

    public static void Run(Settings settings, Row[] rows, Tokens tokens)
    {
        var results = ResultStore.Empty();
        foreach (var row in rows)
        {
            foreach (var server in Server.All.Where(s => s.IsNative && settings.Wants(s) && row.Has(s) && s.IsPublished(row)))
            {
                results.Set(Tables.Key(row, server, "instructions"), "instructions", settings.Command, Count(server, row, tokens, settings.Seconds));
            }
        }

        Console.WriteLine(Table(results));
        if (settings.Update)
        {
            Document.Update(results, "instructions", static r => Table(r).ToString());
        }
    }

    private static MarkdownTable Table(ResultStore results)
    {
        var rows = Row.All.Where(r => Server.All.Any(s => results[Tables.Key(r, s, "instructions")] is not null)).ToArray();
        var table = new MarkdownTable([string.Empty, .. rows.Select(static r => r.Name)]);
        foreach (var server in Server.All.Where(static s => s.IsNative))
        {
            table.Add([server.Title, .. rows.Select(r => results[Tables.Key(r, server, "instructions")] is { } m ? m.Value.ToString("N0", CultureInfo.InvariantCulture) : Figures.None)]);
        }

        return table;
    }

    private static double Count(Server server, Row row, Tokens tokens, int seconds)
    {
        var output = Path.Combine(Repository.Artifacts("http", "instructions"), $"{server.Name}-{row.Name}");
        foreach (var old in Directory.EnumerateFiles(Path.GetDirectoryName(output)!, Path.GetFileName(output) + "*"))
        {
            File.Delete(old);
        }

        var environment = Sample.Environment(row, tokens);
        environment["DOTNET_gcServer"] = "0";
        environment["DOTNET_GCHeapHardLimit"] = "0x10000000"; // Valgrind has no room for the address space the collector reserves otherwise.
        var start = new ProcessStartInfo("valgrind", ["--tool=callgrind", "--instr-atstart=no", $"--callgrind-out-file={output}", server.Start(row).FileName]);
        using var running = RunningServer.Start(start, environment, Sample.FirstRequest(row, tokens));
        row = Sample.SignIn(server, row, running.Port);
        Sample.Check(server, row, tokens, running.Port);
        Load.Put(row, tokens, running.Port, 1, Connections, Tokens.Many / 2);
        Control("-i", "on", running);
        var load = Load.Put(row, tokens, running.Port, seconds, Connections);
        Control("-d", "end", running);
        load.Check(server, row);

        // The first file it writes: what was executed between the two commands.
        var total = File.ReadLines(output + ".1").First(static l => l.StartsWith("totals:", StringComparison.Ordinal) || l.StartsWith("summary:", StringComparison.Ordinal));
        return double.Parse(total.Split(' ')[1], CultureInfo.InvariantCulture) / load.Requests;
    }

    private static void Control(string option, string value, RunningServer server)
    {
        using var control = Process.Start(new ProcessStartInfo("callgrind_control", [option, value, server.ProcessId.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        control.StandardOutput.ReadToEnd();
        control.WaitForExit();
    }
}
