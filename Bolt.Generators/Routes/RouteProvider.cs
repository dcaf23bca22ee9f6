using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Bolt.Generators.Model;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.Generators.Routes;

/// <summary>Finds the routes: one attribute lookup per route attribute, combined.</summary>
internal static class RouteProvider
{
    private static readonly ImmutableArray<string> Attributes =
    [
        BoltNames.GetAttribute, BoltNames.PostAttribute, BoltNames.PutAttribute, BoltNames.PatchAttribute,
        BoltNames.DeleteAttribute, BoltNames.HeadAttribute, BoltNames.OptionsAttribute, BoltNames.RouteAttribute,
    ];

    public static IncrementalValueProvider<ImmutableArray<RouteModel>> Create(IncrementalGeneratorInitializationContext context)
    {
        // Routes of base classes are found from the group that serves them: a change in a base class, in another file or assembly, changes what it is asked for.
        var all = Find(context, BoltNames.GroupAttributeFullName, static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax, ParseInherited);
        foreach (var attribute in Attributes)
        {
            all = all.Combine(Find(context, attribute, static (node, _) => node is MethodDeclarationSyntax, ParseOwn)).Select(static (pair, _) => pair.Left.AddRange(pair.Right));
        }

        return all;
    }

    private static IncrementalValueProvider<ImmutableArray<RouteModel>> Find(
        IncrementalGeneratorInitializationContext context,
        string attribute,
        Func<SyntaxNode, CancellationToken, bool> predicate,
        Func<GeneratorAttributeSyntaxContext, CancellationToken, ImmutableArray<RouteModel>> parse) =>
        context.SyntaxProvider
            // The transform runs for every route on every keystroke: the models it returns are what is compared.
            .ForAttributeWithMetadataName(attribute, predicate, parse)
            .SelectMany(static (routes, _) => routes)
            .WithTrackingName(TrackingNames.Routes)
            .Collect();

    private static ImmutableArray<RouteModel> ParseOwn(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (context.TargetSymbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method || !HasName(method.ContainingType))
        {
            return [];
        }

        try
        {
            return Parse(context.Attributes.SelectMany(a => HandlerRouteFinder.Own(a, method)), context.SemanticModel.Compilation, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return [RouteParser.Refused(method, Unknown(e))];
        }
    }

    private static ImmutableArray<RouteModel> ParseInherited(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken) =>
        context.TargetSymbol is INamedTypeSymbol group && HasName(group)
            ? Parse(HandlerRouteFinder.Inherited(group), context.SemanticModel.Compilation, cancellationToken)
            : [];

    private static ImmutableArray<RouteModel> Parse(IEnumerable<HandlerRoute> declared, Compilation compilation, CancellationToken cancellationToken)
    {
        var routes = new List<RouteModel>(1);
        foreach (var route in declared)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (RouteParser.Parse(route, compilation) is { } model)
                {
                    routes.Add(model);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One route that nobody thought of must not take all others with it.
                routes.Add(RouteParser.Refused(route.Method, Unknown(e)));
            }
        }

        return [.. routes];
    }

    private static string Unknown(Exception e) => $"the generator does not know what it is declared as ({e.GetType().Name})";

    /// <summary>A type that is being typed has none yet.</summary>
    private static bool HasName(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.Name.Length == 0 && !current.IsExtension)
            {
                return false;
            }
        }

        return true;
    }
}
