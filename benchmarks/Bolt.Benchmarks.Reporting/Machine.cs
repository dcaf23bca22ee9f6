using System.Globalization;
using System.Runtime.InteropServices;

namespace Bolt.Benchmarks.Reporting;

/// <summary>What figures depend on, without naming the machine.</summary>
public static class Machine
{
    public static string Description { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"{Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}, {System()}, .NET {Environment.Version}");

    public static string Today => DateTimeOffset.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Processes that wanted a core, averaged over the last minute. Before a run it should be well under 1.</summary>
    public static double Load => File.Exists("/proc/loadavg")
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
        : 0;

    private static string Processor() => Field("/proc/cpuinfo", "model name", ':') ?? "unknown processor";

    private static string System() => Field("/etc/os-release", "PRETTY_NAME", '=') ?? RuntimeInformation.OSDescription;

    private static string? Field(string file, string name, char separator) => !File.Exists(file)
        ? null
        : File.ReadLines(file).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?.Split(separator, 2)[1].Trim().Trim('"');
}
