using Bolt.Shared;

namespace Bolt.Generators.Model;

/// <summary>What the route table file needs. Holds names only, so that changing a guard does not rewrite it.</summary>
/// <param name="AssemblyName">Names the public module class.</param>
/// <param name="Namespaces">Generated namespaces of this assembly, within <c>Bolt.Generated</c>.</param>
/// <param name="Modules">Public module classes of referenced assemblies with routes: <c>global::Bolt.Generated.Module_Shop</c>.</param>
/// <param name="IsLanguageTooOld">The project's C# does not have what generated code is written in.</param>
internal sealed record RouteTable(string AssemblyName, EquatableArray<string> Namespaces, EquatableArray<string> Modules, bool IsLanguageTooOld);
