using Bolt.Shared;

namespace Bolt.Generators.Model;

/// <summary>The few facts of a compilation that the table depends on.</summary>
internal sealed record CompilationFacts(string AssemblyName, bool IsApplication, EquatableArray<ModuleModel> Modules, bool IsLanguageTooOld);
