using System.Diagnostics;
using System.Text.Json;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers.Tests;

/// <summary>What the compiler writes with <c>&lt;ErrorLog&gt;bolt.sarif,version=2.1&lt;/ErrorLog&gt;</c>: services that read SARIF see what each rule is about.</summary>
public sealed class SarifTests
{
    private const string Source = """
        using Bolt;

        public static class Status
        {
            [BoltGet("/status")]
            public static string Get() => "ok";
        }
        """;

    [Fact]
    public async Task TheCompilersLog_CarriesTheTagsOfEveryRule()
    {
        var directory = Directory.CreateTempSubdirectory("bolt-sarif").FullName;
        try
        {
            var log = await Compile(directory);
            using var sarif = JsonDocument.Parse(await File.ReadAllBytesAsync(log, TestContext.Current.CancellationToken));
            Assert.Equal("2.1.0", sarif.RootElement.GetProperty("version").GetString());
            var run = sarif.RootElement.GetProperty("runs")[0];
            var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray()
                .Where(static r => r.GetProperty("id").GetString()!.StartsWith("BOLT", StringComparison.Ordinal))
                .ToDictionary(static r => r.GetProperty("id").GetString()!, static r => r.GetProperty("properties").GetProperty("tags").EnumerateArray().Select(static t => t.GetString()!).ToList());
            Assert.Equal(Catalog.Rules.Select(static r => r.Id), rules.Keys.Order(StringComparer.Ordinal));
            Assert.All(rules, static r => Assert.Empty(RuleReferencesTests.Tags(r.Key).Except(r.Value)));
            Assert.Equal(["CWE-306", "CWE-862", "OWASP-API2:2023", "OWASP-API5:2023", "ASVS-v5.0.0-8.2.1"], rules["BOLT1001"]);
            Assert.Contains(run.GetProperty("results").EnumerateArray(), static r => r.GetProperty("ruleId").GetString() == "BOLT1001");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<string> Compile(string directory)
    {
        var log = Path.Combine(directory, "bolt.sarif");
        await File.WriteAllTextAsync(Path.Combine(directory, "Status.cs"), Source, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(
            Path.Combine(directory, "csc.rsp"),
            [
                "/nologo", "/noconfig", "/nostdlib+", "/target:library", "/out:Status.dll", $"/errorlog:\"{log}\",version=2.1", $"/analyzer:\"{typeof(BoltAnalyzer).Assembly.Location}\"", "Status.cs",
                .. References.WithBolt.OfType<PortableExecutableReference>().Select(static r => $"/reference:\"{r.FilePath}\""),
            ],
            TestContext.Current.CancellationToken);
        // The compiler of the SDK that built this, in a process of its own.
        var start = new ProcessStartInfo(Path.Combine(References.Metadata("TargetingPackRoot"), "..", "dotnet"), ["exec", Path.Combine(References.Metadata("RoslynTargetsPath"), "bincore", "csc.dll"), "@csc.rsp"])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var compiler = Process.Start(start)!;
        var output = compiler.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = compiler.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await compiler.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(File.Exists(log), await output + await errors);
        return log;
    }
}
