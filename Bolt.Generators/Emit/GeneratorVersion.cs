using System.Reflection;

namespace Bolt.Generators.Emit;

/// <summary>What emitted code says it was made by: the package's version, without the commit.</summary>
internal static class GeneratorVersion
{
    public static string Text { get; } =
        typeof(GeneratorVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";
}
