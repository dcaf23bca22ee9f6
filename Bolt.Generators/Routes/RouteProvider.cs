using System.Collections.Generic;
using System.Collections.Immutable;
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
        var all = Find(context, Attributes[0]);
        for (var i = 1; i < Attributes.Length; i++)
        {
            all = all.Combine(Find(context, Attributes[i])).Select(static (pair, _) => pair.Left.AddRange(pair.Right));
        }

        return all;
    }

    private static IncrementalValueProvider<ImmutableArray<RouteModel>> Find(IncrementalGeneratorInitializationContext context, string attribute) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attribute,
                static (node, _) => node is MethodDeclarationSyntax,
                // Runs for every route on every keystroke: the models it returns are what is compared.
                static (c, cancellationToken) => Parse(c, cancellationToken))
            .SelectMany(static (routes, _) => routes)
            .WithTrackingName(TrackingNames.Routes)
            .Collect();

    private static ImmutableArray<RouteModel> Parse(GeneratorAttributeSyntaxContext context, System.Threading.CancellationToken cancellationToken)
    {
        if (context.TargetSymbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method)
        {
            return [];
        }

        var routes = new List<RouteModel>(1);
        foreach (var attribute in context.Attributes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (RouteParser.Parse(attribute, method, context.SemanticModel.Compilation) is { } route)
            {
                routes.Add(route);
            }
        }

        return [.. routes];
    }
}
