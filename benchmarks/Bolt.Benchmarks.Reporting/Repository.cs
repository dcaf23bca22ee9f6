using System.Reflection;

namespace Bolt.Benchmarks.Reporting;

/// <summary>Where things are.</summary>
public static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(static a => a.Key == "RepositoryRoot").Value!;

    /// <summary>Not in version control: published servers, keys, tokens, generated projects.</summary>
    public static string Artifacts(params string[] path) => Directory.CreateDirectory(Path.Combine([Root, "artifacts", "benchmarks", .. path])).FullName;

    public static string Results => Path.Combine(Root, "benchmarks", "results.json");

    public static string Document => Path.Combine(Root, "docs", "performance.md");
}
