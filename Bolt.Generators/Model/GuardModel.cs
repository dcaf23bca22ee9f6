using Bolt.Shared;

namespace Bolt.Generators.Model;

/// <summary>A guard: its type, the expression that re-creates it, and how the manifest shows it.</summary>
internal sealed record GuardModel(string Type, string Creation, string Display, bool IsAsync, bool IsAllowAny);
