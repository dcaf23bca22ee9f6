using Bolt.Shared;

namespace Bolt.Generators.Model;

/// <summary>What the route table file needs. Holds class names only, so that changing a guard does not rewrite it.</summary>
/// <param name="AssemblyName">Names the public module class.</param>
/// <param name="Classes">Generated classes of this assembly.</param>
/// <param name="Modules">Public module classes of referenced assemblies with routes.</param>
internal sealed record RouteTable(string AssemblyName, EquatableArray<string> Classes, EquatableArray<string> Modules);
