namespace Bolt.Generators.Model;

/// <summary>An authentication backend: its type, and how the manifest calls it.</summary>
internal sealed record BackendModel(string Type, string Display);
