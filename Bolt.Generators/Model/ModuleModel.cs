using Bolt.Shared;

namespace Bolt.Generators.Model;

/// <summary>The public module class of a referenced assembly with routes.</summary>
/// <param name="Name">As C# names it: <c>global::Bolt.Generated.Module_Shop</c>.</param>
/// <param name="Requirements">What its <c>Map</c> carries.</param>
internal sealed record ModuleModel(string Name, EquatableArray<Requirement> Requirements);
