using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>
/// The one rule by which levels combine. Outermost first: the assembly; enclosing types; base types; the handler's type; overridden methods; the
/// method. Enclosing types → type, base types → type and overridden → method are chains whose results add up: what a level drops is dropped of its
/// own chain only.
/// </summary>
internal static class SecurityLevels
{
    private static readonly PerType<EffectiveSecurity> Types = new(
        SymbolEqualityComparer.Default, static (type, compilation) => OfType((INamedTypeSymbol)type, SecurityLevelReader.ReadAssembly(compilation), compilation));

    /// <summary>What the levels outside of a type ask of its routes: the assembly, enclosing types, base types.</summary>
    public static EffectiveSecurity Outside(INamedTypeSymbol type, SecurityLevel assembly, Compilation compilation, GroupChoice? groups = null)
    {
        var guards = Guards(assembly);
        var outside = Outside(type, guards, compilation, groups, null) ?? guards;
        return outside with { NearestAuth = outside.NearestAuth ?? assembly.Auth };
    }

    /// <summary>What a type and the levels outside of it ask of its routes.</summary>
    public static EffectiveSecurity OfType(INamedTypeSymbol type, SecurityLevel assembly, Compilation compilation, GroupChoice? groups = null) =>
        Outside(type, assembly, compilation, groups).Then(SecurityLevelReader.ReadGroup(type, compilation, groups));

    /// <summary>What the levels outside of a method ask of its routes: those of its <paramref name="type"/>, and the methods it overrides.</summary>
    public static EffectiveSecurity Outside(IMethodSymbol method, EffectiveSecurity type, Compilation compilation) =>
        Overridden(method, compilation) is { } overridden ? type.And(overridden) : type;

    /// <summary>What one route asks.</summary>
    public static EffectiveSecurity OfRoute(HandlerRoute route, Compilation compilation)
    {
        var assembly = SecurityLevelReader.ReadAssembly(compilation);
        var type = route.Groups.IsOnly ? Types.Of(route.Type, compilation) : OfType(route.Type, assembly, compilation, route.Groups);
        var own = SecurityLevelReader.ReadRoute(route.Attribute, route.Method, compilation);
        return route.IsInherited
            ? OfInherited(route, type, own, assembly, compilation)
            : Outside(route.Method, type, compilation).Then(own);
    }

    /// <summary>
    /// What a route asks that a base type declares. What its method drops is what that base type and the levels outside of it ask: nothing of the class it is served for, of its enclosing types, or of
    /// what stands between.
    /// </summary>
    private static EffectiveSecurity OfInherited(HandlerRoute route, EffectiveSecurity type, SecurityLevel own, SecurityLevel assembly, Compilation compilation)
    {
        var method = (Overridden(route.Method, compilation) ?? EffectiveSecurity.Nothing).Then(own);
        foreach (var overriding in route.Overriding)
        {
            method = method.Then(SecurityLevelReader.ReadOverriding(overriding, compilation));
        }

        var asked = type;
        if (!own.InheritGuards || (own.HasAllowAny && !own.Contradicts))
        {
            var beyond = Chain(route.Type, Guards(assembly), compilation, route.Groups, route.Method.ContainingType) ?? EffectiveSecurity.Nothing;
            asked = type with { Guards = beyond.Guards };
        }

        var all = asked.And(method);
        return SecurityLevelReader.ReadGroup(route.Type, compilation, route.Groups).Auth is { } auth
            ? all with { NearestAuth = auth, Problems = all.Problems.RemoveAll(static p => p.Kind == LevelProblemKind.AuthsDiffer) }
            : all;
    }

    /// <summary>Its Auth is further out than any chain's, so it must not come along in one of them.</summary>
    private static EffectiveSecurity Guards(SecurityLevel assembly) => EffectiveSecurity.Nothing.Then(assembly) with { NearestAuth = null };

    /// <summary>Null where neither enclosing nor base types say anything: a silent chain must not bring back what the other one drops of the assembly's.</summary>
    /// <param name="type">The type.</param>
    /// <param name="assembly">What the assembly asks.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="groups">The set of routes.</param>
    /// <param name="end">The base type at which the chain of base types ends; null for all of it.</param>
    private static EffectiveSecurity? Outside(INamedTypeSymbol type, EffectiveSecurity assembly, Compilation compilation, GroupChoice? groups, INamedTypeSymbol? end)
    {
        var enclosing = type.ContainingType is { } outer ? Chain(outer, assembly, compilation, groups, null) : null;
        var bases = type.BaseType is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) } parent && !SymbolEqualityComparer.Default.Equals(parent, end)
            ? Chain(parent, assembly, compilation, groups, end)
            : null;
        return bases is null ? enclosing : enclosing is null ? bases : enclosing.And(bases);
    }

    private static EffectiveSecurity? Chain(INamedTypeSymbol type, EffectiveSecurity assembly, Compilation compilation, GroupChoice? groups, INamedTypeSymbol? end)
    {
        var outside = Outside(type, assembly, compilation, groups, end);
        var level = SecurityLevelReader.ReadGroup(type, compilation, groups);
        return level.IsSilent ? outside : (outside ?? assembly).Then(level);
    }

    private static EffectiveSecurity? Overridden(IMethodSymbol method, Compilation compilation) =>
        method.OverriddenMethod is { } overridden
            ? (Overridden(overridden, compilation) ?? EffectiveSecurity.Nothing).Then(SecurityLevelReader.ReadOverridden(overridden, compilation))
            : null;
}
