namespace Bolt.Generators.Emit;

/// <summary>What emitted code says it was made by.</summary>
internal static class Version
{
    public static string Text { get; } = typeof(Version).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
