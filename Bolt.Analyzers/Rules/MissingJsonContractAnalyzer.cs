using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT3001: without reflection a type that no context names can be neither read nor written, and the program stops at start.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingJsonContractAnalyzer : BoltAnalyzer
{
    /// <summary>Property: the type as <c>typeof</c> takes it.</summary>
    public const string TypeProperty = "Type";

    private static readonly string[] AotProperties = ["EnableAotAnalyzer", "EnableTrimAnalyzer", "PublishAot", "PublishTrimmed"];

    private static readonly DiagnosticDescriptor Missing = RuleDescriptor.CreateForCompilationEnd(
        RuleIds.MissingJsonContract,
        RuleCategory.Aot,
        DiagnosticSeverity.Warning,
        "A request or response type is missing from the JsonSerializerContext",
        "{0} needs a JSON contract for '{1}', which no JsonSerializerContext has: add '[JsonSerializable(typeof({1}))]' to one",
        "NativeAOT and trimming leave no reflection to serialize with. MapBolt() stops the program at start when a contract is missing.");

    public MissingJsonContractAnalyzer()
        : base(Missing)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, BoltSymbols symbols)
    {
        // A library's types may be in the context of the program that uses it.
        if (!symbols.IsApplication || !IsAotOrTrimmed(start.Options.AnalyzerConfigOptionsProvider.GlobalOptions))
        {
            return;
        }

        var uses = new ConcurrentBag<(ITypeSymbol Type, string Route, Location Location)>();
        var contexts = new ConcurrentBag<INamedTypeSymbol>();
        RouteActions.RegisterServed(start, symbols, Descriptor, c => Collect(c, uses));
        start.RegisterSymbolAction(
            c =>
            {
                if (JsonCoverage.IsContext((INamedTypeSymbol)c.Symbol))
                {
                    contexts.Add((INamedTypeSymbol)c.Symbol);
                }
            },
            SymbolKind.NamedType);
        start.RegisterCompilationEndAction(c => Report(c, uses, contexts));
    }

    private static void Collect(in RouteContext context, ConcurrentBag<(ITypeSymbol Type, string Route, Location Location)> uses)
    {
        var route = context.Route;
        if (!route.Security.Problems.IsEmpty || route.Binding.Handler is not { } binding)
        {
            return;
        }

        var syntax = route.Method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken) as MethodDeclarationSyntax;
        foreach (var type in ReturnParser.JsonTypes(route.Method, binding.Return))
        {
            uses.Add((type, route.Display, context.Locate(syntax?.ReturnType.GetLocation() ?? route.Method.Locations[0])));
        }

        foreach (var (model, target) in binding.Values.Zip(binding.Targets, static (v, t) => (v.Model, t)))
        {
            if (model.Kind == ParameterKind.Body || (model.Kind == ParameterKind.BodyOrService && BodyTypes.IsData(target.Type)))
            {
                uses.Add((target.Type, route.Display, context.Locate(target.Location)));
            }
        }
    }

    private void Report(
        CompilationAnalysisContext context, IEnumerable<(ITypeSymbol Type, string Route, Location Location)> uses, IEnumerable<INamedTypeSymbol> contexts)
    {
        var coverage = new JsonCoverage();
        foreach (var known in contexts)
        {
            coverage.AddContext(known);
        }

        var missing = uses.Where(u => !coverage.Covers(u.Type)).ToList();
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

        foreach (var (type, route, location) in missing.Where(m => !coverage.Covers(m.Type)).OrderBy(static m => m.Location.SourceSpan.Start))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor,
                location,
                ImmutableDictionary<string, string?>.Empty.Add(TypeProperty, TypeNames.TypeOf(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated))),
                route,
                type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)));
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
