using Bolt.Shared;

namespace Bolt.Generators.Model;

/// <summary>What the route table file needs. Holds names only, so that changing a guard does not rewrite it.</summary>
/// <param name="AssemblyName">Names the public module class.</param>
/// <param name="Namespaces">Generated namespaces of this assembly, within <c>Bolt.Generated</c>.</param>
/// <param name="Modules">Referenced assemblies with routes.</param>
/// <param name="IsLanguageTooOld">The project's C# does not have what generated code is written in.</param>
/// <param name="Requirements">What this assembly's own routes use.</param>
internal sealed record RouteTable(string AssemblyName, EquatableArray<string> Namespaces, EquatableArray<ModuleModel> Modules, bool IsLanguageTooOld, EquatableArray<Requirement> Requirements);
