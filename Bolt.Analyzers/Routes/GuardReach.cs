using System;
using System.Collections.Generic;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>
/// Whether what is declared on a type or a method can be a level of some route: of its own, of what it encloses, of what derives from it or overrides it,
/// here or in an assembly that is not known yet.
/// </summary>
internal sealed class GuardReach
{
    private readonly Compilation _compilation;
    private readonly Lazy<bool> _hasFriends;

    public GuardReach(Compilation compilation)
    {
        _compilation = compilation;
        _hasFriends = new(() => compilation.Assembly.GetAttributes().Any(static a => SymbolFacts.Is(a.AttributeClass, PlatformNames.InternalsVisibleToAttribute)));
    }

    /// <summary>Some route of this compilation has the type as a level.</summary>
    public bool ReachesRoute(INamedTypeSymbol type) => Any(type, static (t, _) => HasRoutes(t));

    /// <summary>The method is a handler, one overrides it, or a group serves it in the place of one.</summary>
    public bool ReachesRoute(IMethodSymbol method) =>
        IsHandler(method)
        || (method.IsOverride && DerivedTypes.Get(_compilation).From(method.ContainingType).Prepend(method.ContainingType)
            .Any(t => IsGroup(t) && HandlerRouteFinder.Inherited(t).Any(r => r.Overriding.Any(o => SymbolEqualityComparer.Default.Equals(o.OriginalDefinition, method.OriginalDefinition)))))
        || (IsOverridable(method) && DerivedTypes.Get(_compilation).From(method.ContainingType)
            .SelectMany(t => t.GetMembers(method.Name))
            .OfType<IMethodSymbol>()
            .Any(m => IsHandler(m) && Overrides(m, method)));

    /// <summary>
    /// A class of another assembly, which may have routes, can derive from the type, or from a base class nested in it. (Other nested classes are rarely
    /// derived from.)
    /// </summary>
    public bool MayBeDerivedFrom(INamedTypeSymbol type) => Any(type, (t, isNested) => (!isNested || t.IsAbstract) && IsOpen(t));

    /// <summary>A class derives from the type, here or in an assembly that is not known yet.</summary>
    public static bool MayBeServedForGroup(INamedTypeSymbol type, Compilation compilation) =>
        DerivedTypes.Get(compilation).DirectlyFrom(type).Count > 0 || new GuardReach(compilation).IsOpen(type);

    /// <summary>A method of another assembly, which may be a handler, can override the method.</summary>
    public bool MayBeOverridden(IMethodSymbol method) =>
        IsOverridable(method) && IsVisible(method) && (IsOpen(method.ContainingType) || DerivedTypes.Get(_compilation).From(method.ContainingType).Any(IsOpen));

    /// <summary>True as well while an attribute does not resolve: it may have been meant as a route.</summary>
    public static bool IsHandler(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (AttributeFacts.IsUnresolved(attribute) || SymbolFacts.IsRouteAttribute(attribute.AttributeClass))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The type itself, those that derive from it, and those nested in any of them: each has it as a level.</summary>
    private bool Any(INamedTypeSymbol type, Func<INamedTypeSymbol, bool, bool> isFound)
    {
        var seen = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default) { type };
        var open = new Stack<(INamedTypeSymbol Type, bool IsNested)>([(type, false)]);
        while (open.Count > 0)
        {
            var (current, isNested) = open.Pop();
            if (isFound(current, isNested))
            {
                return true;
            }

            foreach (var next in current.GetTypeMembers())
            {
                if (seen.Add(next))
                {
                    open.Push((next, true));
                }
            }

            // What nothing can derive from does not make the whole assembly be walked.
            if (current is { TypeKind: TypeKind.Class, IsSealed: false, IsStatic: false })
            {
                foreach (var next in DerivedTypes.Get(_compilation).DirectlyFrom(current))
                {
                    if (seen.Add(next))
                    {
                        open.Push((next, isNested));
                    }
                }
            }
        }

        return false;
    }

    private static bool HasRoutes(INamedTypeSymbol type)
    {
        if (DeclaresRoutes(type) || (IsGroup(type) && HandlerRouteFinder.Inherited(type).Any()))
        {
            return true;
        }

        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (current.TypeKind == TypeKind.Error)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>It serves what its base classes declare, as far as it is written as a group itself.</summary>
    private static bool IsGroup(INamedTypeSymbol type) => !SecurityLevelReader.FindGroups(type).IsEmpty;

    private static bool DeclaresRoutes(INamedTypeSymbol type) => type.GetMembers().OfType<IMethodSymbol>().Any(IsHandler);

    private bool IsOpen(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsSealed: false, IsStatic: false } && IsVisible(type) && type.InstanceConstructors.Any(IsVisibleHere);

    private bool IsVisible(ISymbol symbol)
    {
        for (ISymbol? current = symbol; current is not null and not INamespaceSymbol; current = current.ContainingSymbol)
        {
            if (!IsVisibleHere(current))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsVisibleHere(ISymbol symbol) => symbol.DeclaredAccessibility switch
    {
        Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal => true,
        Accessibility.Internal or Accessibility.ProtectedAndInternal => _hasFriends.Value && symbol is not INamedTypeSymbol { IsFileLocal: true },
        _ => false,
    };

    private static bool IsOverridable(IMethodSymbol method) => (method.IsVirtual || method.IsAbstract || method.IsOverride) && !method.IsSealed;

    private static bool Overrides(IMethodSymbol method, IMethodSymbol overridden)
    {
        for (var current = method.OverriddenMethod; current is not null; current = current.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, overridden.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }
}
