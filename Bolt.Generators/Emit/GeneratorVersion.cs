using Bolt.Shared;

namespace Bolt.Generators.Emit;

/// <summary>What emitted code says it was made by.</summary>
internal static class GeneratorVersion
{
    public static string Text { get; } = typeof(GeneratorVersion).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
