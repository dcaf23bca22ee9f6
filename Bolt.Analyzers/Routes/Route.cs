using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>One endpoint: a handler, one of its route attributes, and what all levels ask together.</summary>
internal sealed class Route
{
    private readonly BoltSymbols _symbols;
    private string? _display;
    private RouteBinding? _binding;

    private Route(IMethodSymbol method, RouteDeclaration declaration, HandlerClass group, SecurityLevel own, BoltSymbols symbols)
    {
        _symbols = symbols;
        Method = method;
        Declaration = declaration;
        Pattern = RoutePattern.Parse(declaration.Pattern);
        Group = group;
        Level = own;
        var outside = SecurityLevels.Outside(method, group.Security, symbols.Compilation);
        OuterGuards = outside.Guards;
        Security = outside.Then(own);
    }

    public IMethodSymbol Method { get; }

    public RouteDeclaration Declaration { get; }

    public AttributeData Attribute => Declaration.Attribute;

    /// <summary>The handler's class.</summary>
    public HandlerClass Group { get; }

    /// <summary>What the route attribute and the guard attributes beside it say.</summary>
    public SecurityLevel Level { get; }

    /// <summary>What the levels outside of the method ask.</summary>
    public ImmutableArray<GuardUse> OuterGuards { get; }

    /// <summary>What a request has to pass, as the generator emits it.</summary>
    public EffectiveSecurity Security { get; }

    /// <summary>How messages call the route: <c>GET /me</c>.</summary>
    public string Display => _display ??= Declaration.Display;

    /// <summary>With the prefixes of its classes; it may be one that the router rejects.</summary>
    public RoutePattern Pattern { get; }

    /// <summary>What the generator decided about calling the handler. Two rules may come to it at once; they find the same.</summary>
    public RouteBinding Binding => _binding ??= RouteBinding.Read(this, _symbols.Compilation);

    /// <summary>Reads what <see cref="BoltSymbols.RoutesOf"/> keeps.</summary>
    public static ImmutableArray<Route> Read(IMethodSymbol method, BoltSymbols symbols)
    {
        // A partial method shows the attributes of both parts on its definition.
        // What the routes of a base class ask, and whether they can be called, the groups decide that serve them.
        if (method.PartialDefinitionPart is not null || (HandlerRouteFinder.IsBase(method.ContainingType) && GuardReach.MayBeServedForGroup(method.ContainingType, symbols.Compilation)))
        {
            return [];
        }

        ImmutableArray<Route>.Builder? routes = null;
        foreach (var attribute in method.GetAttributes())
        {
            if (!SymbolFacts.IsRouteAttribute(attribute.AttributeClass))
            {
                continue;
            }

            var choices = GroupChoice.All(method.ContainingType);
            foreach (var choice in choices)
            {
                if (RouteAttributeReader.Read(attribute, method.ContainingType, choice) is { } declaration)
                {
                    var group = choices.Length == 1 ? symbols.GroupOf(method.ContainingType) : new HandlerClass(method.ContainingType, symbols, choice);
                    routes ??= ImmutableArray.CreateBuilder<Route>();
                    routes.Add(new(method, declaration, group, SecurityLevelReader.ReadRoute(attribute, method, symbols.Compilation), symbols));
                }
            }
        }

        return routes?.ToImmutable() ?? [];
    }

    /// <summary>
    /// True while an attribute that could be a guard does not resolve: it may have been meant as one, and the compiler already
    /// reports it.
    /// </summary>
    public bool HasUnresolvedAttribute => Overridden(Method).Any(static m => m.GetAttributes().Any(AttributeFacts.IsUnresolved)) || Group.HasUnresolvedAttribute || _symbols.HasUnresolvedAttribute;

    /// <summary>The method itself first.</summary>
    private static IEnumerable<IMethodSymbol> Overridden(IMethodSymbol method)
    {
        for (var current = method; current is not null; current = current.OverriddenMethod)
        {
            yield return current;
        }
    }
}
