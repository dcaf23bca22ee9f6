using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>One endpoint: a handler, one of its route attributes, the class it is served for, and what all levels ask together.</summary>
internal sealed class Route
{
    private readonly BoltSymbols _symbols;
    private string? _display;
    private RouteBinding? _binding;
    private IReadOnlyList<SurfaceLine>? _surface;

    private Route(HandlerRoute served, RouteDeclaration declaration, HandlerClass group, BoltSymbols symbols)
    {
        _symbols = symbols;
        Served = served;
        Declaration = declaration;
        Pattern = RoutePattern.Parse(declaration.Pattern);
        Group = group;
        Level = SecurityLevelReader.ReadRoute(served.Attribute, served.Method, symbols.Compilation);
        if (served.IsInherited)
        {
            // What the levels drop is counted from the base class: what they ask is known together only.
            OuterGuards = [];
            Security = SecurityLevels.OfRoute(served, symbols.Compilation);
            return;
        }

        var outside = SecurityLevels.Outside(served.Method, group.Security, symbols.Compilation);
        OuterGuards = outside.Guards;
        Security = outside.Then(Level);
    }

    /// <summary>As the generator found it.</summary>
    public HandlerRoute Served { get; }

    public IMethodSymbol Method => Served.Method;

    /// <summary>The class that is made for a request: the handler's own, or a group that derives from it.</summary>
    public INamedTypeSymbol Type => Served.Type;

    public bool IsInherited => Served.IsInherited;

    public RouteDeclaration Declaration { get; }

    public AttributeData Attribute => Declaration.Attribute;

    /// <summary>The attribute that can say what the route asks: its own; for an inherited one the group's.</summary>
    public AttributeData Settings => IsInherited && Group.Settings is { } group ? group : Attribute;

    /// <summary>The class that the route is served for.</summary>
    public HandlerClass Group { get; }

    /// <summary>What the route attribute and the guard attributes beside it say.</summary>
    public SecurityLevel Level { get; }

    /// <summary>What the levels outside of the method ask, where the class declares the route itself.</summary>
    public ImmutableArray<GuardUse> OuterGuards { get; }

    /// <summary>What a request has to pass, as the generator emits it.</summary>
    public EffectiveSecurity Security { get; }

    /// <summary>How messages call the route: <c>GET /me</c>.</summary>
    public string Display => _display ??= Declaration.Display;

    /// <summary>With the prefixes of its classes; it may be one that the router rejects.</summary>
    public RoutePattern Pattern { get; }

    /// <summary>What the generator decided about calling the handler. Two rules may come to it at once; they find the same.</summary>
    public RouteBinding Binding => _binding ??= RouteBinding.Read(this, _symbols.Compilation);

    /// <summary>False where it is declared for groups, and there is none.</summary>
    public bool IsServed => IsInherited || !HandlerRouteFinder.IsBase(Type);

    /// <summary>Its lines in the security surface, one for each method.</summary>
    public IReadOnlyList<SurfaceLine> Surface
    {
        get
        {
            // One set of lines, no matter who asks first: they are compared by reference.
            if (_surface is null)
            {
                Interlocked.CompareExchange(ref _surface, [.. SurfaceLineReader.Read(Served, Declaration, Security, SurfaceLineReader.Options(Served))], null);
            }

            return _surface;
        }
    }

    /// <summary>Nothing that it asks is lost on something that does not compile yet.</summary>
    public bool IsSurfaceKnown => Pattern.Problem is null && Security.Problems.IsEmpty && !HasUnresolvedAttribute;

    /// <summary>Reads what <see cref="BoltSymbols.RoutesOf"/> keeps.</summary>
    public static ImmutableArray<Route> Read(IMethodSymbol method, BoltSymbols symbols)
    {
        // A partial method shows the attributes of both parts on its definition.
        // What the routes of a base class ask, and whether they can be called, the groups decide that serve them.
        if (method.PartialDefinitionPart is not null || (HandlerRouteFinder.IsBase(method.ContainingType) && GuardReach.MayBeServedForGroup(method.ContainingType, symbols.Compilation)))
        {
            return [];
        }

        return Read(
            method.GetAttributes()
                .Where(static a => SymbolFacts.IsRouteAttribute(a.AttributeClass))
                .SelectMany(a => GroupChoice.All(method.ContainingType).Select(g => new HandlerRoute(a, method, method.ContainingType, [], g))),
            symbols);
    }

    /// <summary>Reads what <see cref="BoltSymbols.InheritedRoutesOf"/> keeps.</summary>
    public static ImmutableArray<Route> ReadInherited(INamedTypeSymbol group, BoltSymbols symbols) => Read(HandlerRouteFinder.Inherited(group), symbols);

    private static ImmutableArray<Route> Read(IEnumerable<HandlerRoute> served, BoltSymbols symbols)
    {
        ImmutableArray<Route>.Builder? routes = null;
        foreach (var route in served)
        {
            if (RouteAttributeReader.Read(route.Attribute, route.Type, route.Groups) is { } declaration)
            {
                var group = GroupChoice.All(route.Type).Length == 1 ? symbols.GroupOf(route.Type) : new HandlerClass(route.Type, symbols, route.Groups);
                routes ??= ImmutableArray.CreateBuilder<Route>();
                routes.Add(new(route, declaration, group, symbols));
            }
        }

        return routes?.ToImmutable() ?? [];
    }

    /// <summary>
    /// True while an attribute that could be a guard does not resolve: it may have been meant as one, and the compiler already
    /// reports it.
    /// </summary>
    public bool HasUnresolvedAttribute => Overridden(Method).Concat(Served.Overriding).Any(static m => m.GetAttributes().Any(AttributeFacts.IsUnresolved)) || Group.HasUnresolvedAttribute || _symbols.HasUnresolvedAttribute;

    /// <summary>The method itself first.</summary>
    private static IEnumerable<IMethodSymbol> Overridden(IMethodSymbol method)
    {
        for (var current = method; current is not null; current = current.OverriddenMethod)
        {
            yield return current;
        }
    }
}
