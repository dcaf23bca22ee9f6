using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>Which class serves which route: its own, and as a group those that its base classes declare.</summary>
internal static class HandlerRouteFinder
{
    /// <summary>A base class serves nothing by itself: there is no object of it, or no one type.</summary>
    public static bool IsBase(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsStatic: false, IsSealed: false, IsExtension: false } && (type.IsAbstract || IsGeneric(type));

    /// <summary>The type has type parameters, or is nested in one that has.</summary>
    public static bool IsGeneric(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (!current.TypeParameters.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What one route attribute on a method of the type itself makes: one route for each of its groups.</summary>
    public static IEnumerable<HandlerRoute> Own(AttributeData route, IMethodSymbol method) =>
        IsBase(method.ContainingType) ? [] : GroupChoice.All(method.ContainingType).Select(g => new HandlerRoute(route, method, method.ContainingType, [], g));

    /// <summary>What a type serves: its own routes, and as a group those of its base classes.</summary>
    public static IEnumerable<HandlerRoute> All(INamedTypeSymbol type)
    {
        var own = type.GetMembers().OfType<IMethodSymbol>()
            .Where(static m => m is { MethodKind: MethodKind.Ordinary, PartialDefinitionPart: null })
            .SelectMany(static m => m.GetAttributes().Where(static a => SymbolFacts.IsRouteAttribute(a.AttributeClass)).SelectMany(a => Own(a, m)));
        return SecurityLevelReader.FindGroups(type).IsEmpty ? own : own.Concat(Inherited(type));
    }

    /// <summary>The routes that base classes declare and a group serves.</summary>
    public static IEnumerable<HandlerRoute> Inherited(INamedTypeSymbol group)
    {
        if (group.TypeKind != TypeKind.Class || group.IsStatic || IsBase(group) || GroupReader.Base(group) is null)
        {
            yield break;
        }

        // From the group outward: what overrides a method is known before the method is seen.
        var overriding = new Dictionary<ISymbol, ImmutableArray<IMethodSymbol>>(SymbolEqualityComparer.Default);
        var replaced = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        ImmutableArray<GroupChoice> choices = default;
        for (INamedTypeSymbol? type = group; type is not null; type = GroupReader.Base(type))
        {
            foreach (var method in type.GetMembers().OfType<IMethodSymbol>().Where(static m => m.MethodKind == MethodKind.Ordinary))
            {
                var nearer = overriding.TryGetValue(method.OriginalDefinition, out var found) ? found : [];
                var routes = method.GetAttributes().Where(static a => SymbolFacts.IsRouteAttribute(a.AttributeClass)).ToList();
                var isReplaced = replaced.Contains(method.OriginalDefinition);
                if (method.OverriddenMethod is { } overridden)
                {
                    overriding[overridden.OriginalDefinition] = nearer.Insert(0, method);
                    if (isReplaced || routes.Count > 0)
                    {
                        // An override with routes of its own replaces those of what it overrides.
                        replaced.Add(overridden.OriginalDefinition);
                    }
                }

                if (isReplaced || routes.Count == 0 || SymbolEqualityComparer.Default.Equals(type, group))
                {
                    continue;
                }

                choices = choices.IsDefault ? GroupChoice.All(group) : choices;
                foreach (var route in routes)
                {
                    foreach (var choice in choices)
                    {
                        yield return new(route, method, group, nearer, choice);
                    }
                }
            }
        }
    }
}
