using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.Analyzers;

/// <summary>
/// What a compilation knows about Bolt. One per compilation, shared by all rules: whatever one of them has read of a route or a group, the others
/// find here.
/// </summary>
internal sealed class BoltSymbols
{
    // Dies with its compilation, which it holds itself.
    private static readonly ConditionalWeakTable<Compilation, BoltSymbols> Known = new();

    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<Route>> _routes = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<Route>> _inherited = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, HandlerClass> _groups = new(SymbolEqualityComparer.Default);
    private readonly ConditionalWeakTable<SurfaceFile, SurfaceComparison> _surfaces = new();
    private readonly Func<IMethodSymbol, ImmutableArray<Route>> _readRoutes;
    private readonly Func<INamedTypeSymbol, ImmutableArray<Route>> _readInherited;
    private readonly Func<INamedTypeSymbol, HandlerClass> _readGroup;
    private readonly Lazy<SecurityLevel> _assemblyLevel;
    private readonly Lazy<bool> _hasUnresolvedAttribute;
    private readonly Lazy<PermissionCatalog> _permissions;
    private readonly Lazy<bool> _mayBeMappedUnderPrefix;
    private readonly Lazy<HashSet<string>> _aliases;

    private BoltSymbols(Compilation compilation)
    {
        Compilation = compilation;
        Runtime = FindRuntime(compilation)!;
        Callers = new();
        _readRoutes = method => Route.Read(method, this);
        _readInherited = type => Route.ReadInherited(type, this);
        _readGroup = type => new(type, this);
        _assemblyLevel = Once(() => SecurityLevelReader.ReadAssembly(compilation));
        _hasUnresolvedAttribute = Once(() => compilation.Assembly.GetAttributes().Any(AttributeFacts.IsUnresolved));
        _mayBeMappedUnderPrefix = Once(() => !IsApplication || compilation.SyntaxTrees.Any(static t => SourceTokens.Contains(t, "MapGroup")));
        _aliases = Once(() => ReadAliases(compilation));
        _permissions = Once(() => PermissionCatalog.Read(compilation));
    }

    public Compilation Compilation { get; }

    /// <summary>Bolt.Runtime as this compilation sees it.</summary>
    public IAssemblySymbol Runtime { get; }

    /// <summary>What <c>[assembly: …]</c> says for every route.</summary>
    public SecurityLevel AssemblyLevel => _assemblyLevel.Value;

    /// <summary>True while an attribute of the assembly does not resolve.</summary>
    public bool HasUnresolvedAttribute => _hasUnresolvedAttribute.Value;

    /// <summary>Read when the first permission is met, so that a project without any pays nothing.</summary>
    public PermissionCatalog Permissions => _permissions.Value;

    /// <summary>What handlers could learn about who is calling.</summary>
    public CallerAccess Callers { get; }

    /// <summary>
    /// Whether a <c>MapGroup</c> prefix could bring route values that no pattern here has: in a program that calls it, and in a library, whose caller
    /// is not known. Reads all syntax, so it is asked only when a rule would report otherwise.
    /// </summary>
    public bool MayBeMappedUnderPrefix => _mayBeMappedUnderPrefix.Value;

    /// <summary>Every name that some <c>using Name = …</c> gives, wherever it holds.</summary>
    public HashSet<string> Aliases => _aliases.Value;

    /// <summary>True for a program, false for a library whose routes some other program maps.</summary>
    public bool IsApplication => Compilation.Options.OutputKind is
        OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication;

    /// <summary>A type of Bolt.Runtime's root namespace, or null where the referenced version has none of that name.</summary>
    public INamedTypeSymbol? Find(string name) => Runtime.GetTypeByMetadataName(BoltNames.Namespace + "." + name);

    /// <summary>The routes of a method; none for what the generator makes no endpoint of. Asked for every method of the program by every rule: those without attributes cost nothing.</summary>
    public ImmutableArray<Route> RoutesOf(IMethodSymbol method) =>
        method.MethodKind != MethodKind.Ordinary || method.GetAttributes().IsEmpty ? [] : _routes.GetOrAdd(method, _readRoutes);

    /// <summary>The routes that base classes declare and the class serves as a group.</summary>
    public ImmutableArray<Route> InheritedRoutesOf(INamedTypeSymbol type) =>
        type.GetAttributes().IsEmpty || SecurityLevelReader.FindGroups(type).IsEmpty ? [] : _inherited.GetOrAdd(type, _readInherited);

    /// <summary>
    /// The routes that run a method: its own; where it has none, those of this compilation's groups that inherit it, or that it is an override for.
    /// </summary>
    public ImmutableArray<Route> RoutesThrough(IMethodSymbol method)
    {
        var own = RoutesOf(method);
        if (!own.IsEmpty || method is not { MethodKind: MethodKind.Ordinary, ContainingType.TypeKind: TypeKind.Class } || !(method.IsOverride || GuardReach.IsHandler(method)))
        {
            return own;
        }

        return
        [
            .. DerivedTypes.Get(Compilation).From(method.ContainingType).Prepend(method.ContainingType)
                .SelectMany(t => InheritedRoutesOf(t))
                .Where(r => IsSame(r.Method, method) || r.Served.Overriding.Any(o => IsSame(o, method))),
        ];

        static bool IsSame(IMethodSymbol one, IMethodSymbol other) => SymbolEqualityComparer.Default.Equals(one.OriginalDefinition, other.OriginalDefinition);
    }

    /// <summary>A method's own routes and those of base classes, whichever the type serves under that name.</summary>
    public IEnumerable<Route> RoutesOf(INamedTypeSymbol type, string method) =>
        type.GetMembers(method).OfType<IMethodSymbol>().SelectMany(m => RoutesOf(m)).Concat(InheritedRoutesOf(type).Where(r => r.Method.Name == method));

    /// <summary>Every route that this compilation declares and serves. Reads all types.</summary>
    public IEnumerable<Route> AllRoutes =>
        SymbolFacts.AllTypes(Compilation.Assembly).SelectMany(t => t.GetMembers().OfType<IMethodSymbol>().SelectMany(m => RoutesOf(m)).Concat(InheritedRoutesOf(t)));

    /// <summary>What a <c>BoltSurface.txt</c> says, compared with the routes.</summary>
    public SurfaceComparison Compare(SurfaceFile recorded) => _surfaces.GetValue(recorded, r => new(this, r));

    /// <summary>The place can be reported: a project that is referenced as source has places of its own.</summary>
    public bool IsHere(Location location) => location.SourceTree is { } tree && Compilation.ContainsSyntaxTree(tree);

    /// <summary>What the class of a handler says.</summary>
    public HandlerClass GroupOf(INamedTypeSymbol type) => _groups.GetOrAdd(type, _readGroup);

    /// <summary>The same for each of the class's groups, where it has several.</summary>
    public IEnumerable<HandlerClass> GroupsOf(INamedTypeSymbol type) => SecurityLevelReader.FindGroups(type).Length < 2
        ? [GroupOf(type)]
        : GroupChoice.All(type).GroupBy(c => c.Of(type)[0]).Select(g => new HandlerClass(type, this, g.First()));

    /// <summary>Null where Bolt.Runtime is not referenced: then no rule does anything.</summary>
    public static BoltSymbols? Get(Compilation compilation) =>
        FindRuntime(compilation) is null ? null : Known.GetValue(compilation, static c => new(c));

    private static IAssemblySymbol? FindRuntime(Compilation compilation)
    {
        foreach (var reference in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (reference.Name == BoltNames.RuntimeAssembly)
            {
                return reference;
            }
        }

        return null;
    }

    private static HashSet<string> ReadAliases(Compilation compilation) => new(
        compilation.SyntaxTrees
            .Where(static t => !SourceTokens.IsOwnOutput(t))
            .SelectMany(static t => t.GetRoot().DescendantNodes(static n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax))
            .OfType<UsingDirectiveSyntax>()
            .Select(static u => u.Alias?.Name.Identifier.ValueText)
            .OfType<string>(),
        StringComparer.Ordinal);

    private static Lazy<T> Once<T>(Func<T> read) => new(read, LazyThreadSafetyMode.ExecutionAndPublication);
}
