using Bolt.Shared;

namespace Bolt.Generators.Model;

/// <summary>A guard: its type, the expression that re-creates it, and how the manifest shows it.</summary>
/// <param name="Type">The type it is called as.</param>
/// <param name="Creation">What creates it.</param>
/// <param name="Display">What the manifest shows.</param>
/// <param name="IsAsync">It may have to wait.</param>
/// <param name="IsAllowAny">It lets anyone in.</param>
/// <param name="NeedsIdentity">It never lets an anonymous caller pass.</param>
/// <param name="User">The type of user that it tests, and so needs a loader for.</param>
internal sealed record GuardModel(string Type, string Creation, string Display, bool IsAsync, bool IsAllowAny, bool NeedsIdentity, string? User);
