using System.Collections.Generic;
using System.Collections.Immutable;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>One endpoint: a handler, one of its route attributes, and what its three levels ask together.</summary>
internal sealed class Route
{
    private Route(IMethodSymbol method, RouteDeclaration declaration, SecurityLevel assembly, SecurityLevel group, SecurityLevel own)
    {
        Method = method;
        Declaration = declaration;
        AssemblyLevel = assembly;
        GroupLevel = group;
        Level = own;
        Security = RouteLevels.Combine(assembly, group, own);
    }

    public IMethodSymbol Method { get; }

    public RouteDeclaration Declaration { get; }

    public AttributeData Attribute => Declaration.Attribute;

    public SecurityLevel AssemblyLevel { get; }

    public SecurityLevel GroupLevel { get; }

    /// <summary>What the route attribute and the guard attributes beside it say.</summary>
    public SecurityLevel Level { get; }

    /// <summary>What a request has to pass, as the generator emits it.</summary>
    public EffectiveSecurity Security { get; }

    /// <summary>How messages call the route: <c>GET /me</c>.</summary>
    public string Display => Declaration.Display;

    /// <summary>The routes of a method; none for what the generator would not make an endpoint of.</summary>
    public static ImmutableArray<Route> Of(IMethodSymbol method, BoltSymbols bolt)
    {
        // A partial method shows the attributes of both parts on its definition.
        if (method.MethodKind != MethodKind.Ordinary || method.PartialDefinitionPart is not null)
        {
            return [];
        }

        ImmutableArray<Route>.Builder? routes = null;
        SecurityLevel? group = null;
        foreach (var attribute in method.GetAttributes())
        {
            if (!SymbolFacts.IsRouteAttribute(attribute.AttributeClass)
                || RouteAttributeReader.Read(attribute, method.ContainingType) is not { } declaration)
            {
                continue;
            }

            group ??= SecurityLevelReader.ReadGroup(method.ContainingType, bolt.Compilation);
            routes ??= ImmutableArray.CreateBuilder<Route>();
            routes.Add(new(method, declaration, bolt.AssemblyLevel, group, SecurityLevelReader.ReadRoute(attribute, method, bolt.Compilation)));
        }

        return routes?.ToImmutable() ?? [];
    }

    /// <summary>
    /// True while an attribute that could be a guard does not resolve: it may have been meant as one, and the compiler already
    /// reports it.
    /// </summary>
    public bool HasUnresolvedAttribute =>
        HasError(Method.GetAttributes()) || HasError(Method.ContainingType.GetAttributes()) || HasError(Method.ContainingAssembly.GetAttributes());

    private static bool HasError(IEnumerable<AttributeData> attributes)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.AttributeClass is null or { TypeKind: TypeKind.Error })
            {
                return true;
            }
        }

        return false;
    }
}
