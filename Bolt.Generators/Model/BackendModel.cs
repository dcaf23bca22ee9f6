using Bolt.Shared;

namespace Bolt.Generators.Model;

/// <summary>An authentication backend: its type, how the manifest calls it, and whether browsers send its credential by themselves.</summary>
internal sealed record BackendModel(string Type, string Display, bool IsCookie);
