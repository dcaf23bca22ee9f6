using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Bolt.Benchmarks.Reporting;

namespace Bolt.Benchmarks.Compile;

/// <summary>What a user waits for: <c>csc</c> inside <c>dotnet build</c>, with and without the generator.</summary>
internal sealed partial class CompilerTimes(string command, int rounds)
{
    private const string Project =
        """
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <LangVersion>latest</LangVersion>
            <AssemblyName>Shop</AssemblyName>
            <NuGetAudit>false</NuGetAudit>
            <DefineConstants Condition="'$(Generate)' == 'true'">$(DefineConstants);GENERATE</DefineConstants>
          </PropertyGroup>
          REFERENCES
        </Project>
        """;

    private const string Program =
        """
        var app = Microsoft.AspNetCore.Builder.WebApplication.CreateSlimBuilder(args).Build();
        CALL
        app.Run();
        """;

    private static string BuildOf(string project, string framework = "netstandard2.0") =>
        Path.Combine(Repository.Root, project, "bin", "Release", framework, $"{project}.dll");

    public void MeasureBolt(ResultStore results, int routes)
    {
        var folder = Write(
            "Bolt",
            routes,
            RouteSources.Bolt(routes),
            "#if GENERATE\nBolt.BoltApplicationExtensions.MapBolt(app);\n#endif",
            $"""
            <ItemGroup>
              <Reference Include="{BuildOf("Bolt.Runtime", "net10.0")}" />
              <Analyzer Include="{BuildOf("Bolt.Generators")}" Condition="'$(Generate)' == 'true'" />
              <Analyzer Include="{BuildOf("Bolt.Analyzers")}" Condition="'$(Analyze)' == 'true'" />
            </ItemGroup>
            """);
        Measure(results, $"compile/{routes}/Bolt", folder);
        MeasureAnalyzers(results, $"compile/{routes}/Bolt", folder);
    }

    public void MeasureRequestDelegateGenerator(ResultStore results, int routes)
    {
        var folder = Write(
            "RDG",
            routes,
            RouteSources.Minimal(routes, authorize: true),
            "Shop.Api.Routes.Map(app);",
            "<PropertyGroup><EnableRequestDelegateGenerator>$(Generate)</EnableRequestDelegateGenerator></PropertyGroup>");
        Measure(results, $"compile/{routes}/RDG", folder);
    }

    private static string Write(string kind, int routes, IReadOnlyList<string> sources, string call, string references)
    {
        var folder = Repository.Artifacts("compile", $"{kind}-{routes}");
        foreach (var old in Directory.EnumerateFiles(folder))
        {
            File.Delete(old);
        }

        for (var i = 0; i < sources.Count; i++)
        {
            File.WriteAllText(Path.Combine(folder, $"File{i}.cs"), sources[i]);
        }

        File.WriteAllText(Path.Combine(folder, "Program.cs"), Program.Replace("CALL", call, StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder, "Shop.csproj"), Project.Replace("REFERENCES", references, StringComparison.Ordinal));

        // A user's project: none of this repository's settings.
        File.WriteAllText(Path.Combine(folder, "Directory.Build.props"), "<Project />\n");
        File.WriteAllText(Path.Combine(folder, "Directory.Packages.props"), "<Project />\n");
        return folder;
    }

    private void Measure(ResultStore results, string key, string folder)
    {
        Build(folder, "-t:Restore");
        foreach (var (name, shared, warmUps) in ((string, bool, int)[])[("cold", false, 0), ("warm", true, 2)])
        {
            var (without, with) = (new double[rounds], new double[rounds]);
            for (var round = -warmUps; round < rounds; round++)
            {
                var off = Csc(folder, shared, generate: false);
                var on = Csc(folder, shared, generate: true);
                if (round >= 0)
                {
                    (without[round], with[round]) = (off, on);
                }
            }

            results.Set($"{key}/csc-{name}-without", "ms", command, without);
            results.Set($"{key}/csc-{name}", "ms", command, with);
            results.Set($"{key}/added-{name}", "ms", command, [.. with.Zip(without, static (a, b) => a - b)]);
        }
    }

    private void MeasureAnalyzers(ResultStore results, string key, string folder)
    {
        var (analyzers, generator) = (new double[rounds], new double[rounds]);
        for (var round = 0; round < rounds; round++)
        {
            var output = Build(folder, "--no-restore", "-t:Rebuild", "-p:Generate=true", "-p:Analyze=true", "-p:ReportAnalyzer=true", "-p:UseSharedCompilation=false", "-v:d");
            analyzers[round] = Reported(output, "Bolt.Analyzers");
            generator[round] = Reported(output, "Bolt.Generators");
        }

        results.Set($"{key}/analyzers", "ms", command, analyzers);
        results.Set($"{key}/generator", "ms", command, generator);
    }

    /// <summary>Milliseconds of the Csc task. Analyzers are off: they are measured on their own.</summary>
    private static double Csc(string folder, bool shared, bool generate)
    {
        var output = Build(
            folder,
            "--no-restore",
            "-t:Rebuild",
            $"-p:Generate={(generate ? "true" : "false")}",
            "-p:RunAnalyzers=false",
            $"-p:UseSharedCompilation={(shared ? "true" : "false")}",
            "-p:SharedCompilationId=bolt-benchmarks",
            "-clp:PerformanceSummary");
        var match = CscLine().Match(output);
        return match.Success ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : throw new InvalidOperationException($"No time for Csc.\n{output}");
    }

    private static string Build(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["build", folder, "-c", "Release", "--nologo", "-nodeReuse:false", .. arguments]) { RedirectStandardOutput = true };
        using var build = Process.Start(start)!;
        var output = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        return build.ExitCode == 0 ? output : throw new InvalidOperationException(output);
    }

    /// <summary>Milliseconds of one assembly in the compiler's report, whose lines read: seconds, percent, name.</summary>
    private static double Reported(string output, string assembly)
    {
        foreach (var line in output.Split('\n'))
        {
            var match = ReportLine().Match(line);
            if (match.Success && match.Groups[2].Value == assembly)
            {
                return match.Groups[1].Value.StartsWith('<') ? 0.5 : double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * 1000;
            }
        }

        throw new InvalidOperationException($"The compiler reported no time for {assembly}.");
    }

    [GeneratedRegex(@"^\s*(\d+) ms\s+Csc\s+\d+ calls", RegexOptions.Multiline)]
    private static partial Regex CscLine();

    [GeneratedRegex(@"^\s*(<?\d+\.\d+)\s+<?\d+\s+([\w.]+), Version=")]
    private static partial Regex ReportLine();
}
