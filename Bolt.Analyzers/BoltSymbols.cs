using System;
using System.Linq;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>What a compilation knows about Bolt, made once per compilation.</summary>
internal sealed class BoltSymbols
{
    private readonly Lazy<SecurityLevel> _assemblyLevel;
    private readonly Lazy<PermissionCatalog> _permissions;
    private readonly Lazy<bool> _mayBeMappedUnderPrefix;

    private BoltSymbols(Compilation compilation, IAssemblySymbol runtime)
    {
        Compilation = compilation;
        Runtime = runtime;
        _assemblyLevel = new(() => SecurityLevelReader.ReadAssembly(compilation), LazyThreadSafetyMode.ExecutionAndPublication);
        _mayBeMappedUnderPrefix = new(() => !IsApplication || compilation.SyntaxTrees.Any(CallsMapGroup), LazyThreadSafetyMode.ExecutionAndPublication);
        _permissions = new(() => PermissionCatalog.Read(compilation), LazyThreadSafetyMode.ExecutionAndPublication);
    }

    public Compilation Compilation { get; }

    /// <summary>Bolt.Runtime as this compilation sees it.</summary>
    public IAssemblySymbol Runtime { get; }

    /// <summary>What <c>[assembly: …]</c> says for every route.</summary>
    public SecurityLevel AssemblyLevel => _assemblyLevel.Value;

    /// <summary>Read when the first permission is met, so that a project without any pays nothing.</summary>
    public PermissionCatalog Permissions => _permissions.Value;

    /// <summary>
    /// Whether a <c>MapGroup</c> prefix could bring route values that no pattern here has: in a program that calls it, and in a library, whose caller
    /// is not known. Reads all syntax, so it is asked only when a rule would report otherwise.
    /// </summary>
    public bool MayBeMappedUnderPrefix => _mayBeMappedUnderPrefix.Value;

    /// <summary>True for a program, false for a library whose routes some other program maps.</summary>
    public bool IsApplication => Compilation.Options.OutputKind is
        OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication;

    /// <summary>A type of Bolt.Runtime's root namespace, or null where the referenced version has none of that name.</summary>
    public INamedTypeSymbol? Find(string name) => Runtime.GetTypeByMetadataName(BoltNames.Namespace + "." + name);

    /// <summary>Null where Bolt.Runtime is not referenced: then no rule does anything.</summary>
    public static BoltSymbols? Create(Compilation compilation)
    {
        foreach (var reference in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (reference.Name == BoltNames.RuntimeAssembly)
            {
                return new(compilation, reference);
            }
        }

        return null;
    }

    private static bool CallsMapGroup(SyntaxTree tree) =>
        tree.GetText().ToString().IndexOf("MapGroup", StringComparison.Ordinal) >= 0;
}
