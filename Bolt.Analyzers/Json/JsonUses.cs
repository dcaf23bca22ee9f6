using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers;

/// <summary>The types that a program turns into JSON or makes of it, the contexts it has, and what they leave out.</summary>
/// <param name="covers">Whether a type has a contract.</param>
internal sealed class JsonUses(Func<JsonCoverage, ITypeSymbol, bool> covers)
{
    /// <summary>Property of a report: the type as <c>typeof</c> takes it.</summary>
    public const string TypeProperty = "Type";

    private static readonly string[] AotProperties = ["EnableAotAnalyzer", "EnableTrimAnalyzer", "PublishAot", "PublishTrimmed"];

    private readonly ConcurrentBag<(ITypeSymbol Type, string What, Location Location)> _uses = [];
    private readonly ConcurrentBag<INamedTypeSymbol> _contexts = [];

    /// <summary>NativeAOT and trimming leave no reflection. A library's types may be in the context of the program that uses it.</summary>
    public static bool AreNeeded(AnalyzerOptions options, BoltSymbols symbols) => symbols.IsApplication && IsAotOrTrimmed(options.AnalyzerConfigOptionsProvider.GlobalOptions);

    public void CollectContexts(CompilationStartAnalysisContext start) => start.RegisterSymbolAction(
        c =>
        {
            if (JsonCoverage.IsContext((INamedTypeSymbol)c.Symbol))
            {
                _contexts.Add((INamedTypeSymbol)c.Symbol);
            }
        },
        SymbolKind.NamedType);

    /// <param name="type">The type.</param>
    /// <param name="what">What needs its contract, for the message.</param>
    /// <param name="location">Where.</param>
    public void Add(ITypeSymbol type, string what, Location location) => _uses.Add((type.WithNullableAnnotation(NullableAnnotation.NotAnnotated), what, location));

    public void Report(CompilationAnalysisContext context, DiagnosticDescriptor descriptor)
    {
        var coverage = new JsonCoverage();
        foreach (var known in _contexts)
        {
            coverage.AddContext(known);
        }

        var missing = _uses.Where(u => !covers(coverage, u.Type)).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        // Only now is it worth to look into other assemblies: those that could know the types, or share in the routes.
        var owners = missing.SelectMany(static m => Assemblies(m.Type)).ToImmutableHashSet<IAssemblySymbol>(SymbolEqualityComparer.Default);
        foreach (var assembly in context.Compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (owners.Contains(assembly) || assembly.Modules.Any(static m => m.ReferencedAssemblies.Any(static r => r.Name == BoltNames.RuntimeAssembly)))
            {
                coverage.AddAssembly(assembly);
            }
        }

        foreach (var (type, what, location) in missing.Where(m => !covers(coverage, m.Type)).OrderBy(static m => m.Location.SourceSpan.Start))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                descriptor,
                location,
                ImmutableDictionary<string, string?>.Empty.Add(TypeProperty, TypeNames.TypeOf(type)),
                what,
                type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)));
        }
    }

    private static IEnumerable<IAssemblySymbol> Assemblies(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Assemblies(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.SelectMany(Assemblies).Append(named.ContainingAssembly),
        _ => [],
    };

    private static bool IsAotOrTrimmed(AnalyzerConfigOptions options) =>
        AotProperties.Any(p => options.TryGetValue("build_property." + p, out var value) && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase));
}
