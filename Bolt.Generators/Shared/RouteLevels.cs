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
internal static class RouteLevels
{
    /// <summary>What the levels outside of a type ask of its routes: the assembly, enclosing types, base types.</summary>
    public static EffectiveSecurity Outside(INamedTypeSymbol type, SecurityLevel assembly, Compilation compilation)
    {
        // Its Auth is further out than any chain's, so it must not come along in one of them.
        var guards = EffectiveSecurity.Nothing.Then(assembly) with { NearestAuth = null };
        var outside = Outside(type, guards, compilation) ?? guards;
        return outside with { NearestAuth = outside.NearestAuth ?? assembly.Auth };
    }

    /// <summary>What a type and the levels outside of it ask of its routes.</summary>
    public static EffectiveSecurity OfType(INamedTypeSymbol type, SecurityLevel assembly, Compilation compilation) =>
        Outside(type, assembly, compilation).Then(SecurityLevelReader.ReadGroup(type, compilation));

    /// <summary>What the levels outside of a method ask of its routes: those of its <paramref name="type"/>, and the methods it overrides.</summary>
    public static EffectiveSecurity Outside(IMethodSymbol method, EffectiveSecurity type, Compilation compilation) =>
        Overridden(method, compilation) is { } overridden ? type.And(overridden) : type;

    /// <summary>What one route asks.</summary>
    public static EffectiveSecurity OfRoute(AttributeData route, IMethodSymbol method, SecurityLevel assembly, Compilation compilation) =>
        Outside(method, OfType(method.ContainingType, assembly, compilation), compilation).Then(SecurityLevelReader.ReadRoute(route, method, compilation));

    /// <summary>Null where neither enclosing nor base types say anything: a silent chain must not bring back what the other one drops of the assembly's.</summary>
    private static EffectiveSecurity? Outside(INamedTypeSymbol type, EffectiveSecurity assembly, Compilation compilation)
    {
        var enclosing = type.ContainingType is { } outer ? Chain(outer, assembly, compilation) : null;
        var bases = type.BaseType is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) } parent ? Chain(parent, assembly, compilation) : null;
        return bases is null ? enclosing : enclosing is null ? bases : enclosing.And(bases);
    }

    private static EffectiveSecurity? Chain(INamedTypeSymbol type, EffectiveSecurity assembly, Compilation compilation)
    {
        var outside = Outside(type, assembly, compilation);
        var level = SecurityLevelReader.ReadGroup(type, compilation);
        return level.IsSilent ? outside : (outside ?? assembly).Then(level);
    }

    private static EffectiveSecurity? Overridden(IMethodSymbol method, Compilation compilation) =>
        method.OverriddenMethod is { } overridden
            ? (Overridden(overridden, compilation) ?? EffectiveSecurity.Nothing).Then(SecurityLevelReader.ReadOverridden(overridden, compilation))
            : null;
}

/// <summary>What a request has to pass. With problems the route must not be emitted; with no guard it must refuse every request.</summary>
/// <param name="NearestAuth">Null where no level sets it.</param>
/// <param name="Guards">In the order they are asked.</param>
/// <param name="Problems">Of all levels.</param>
internal sealed record EffectiveSecurity(
    ImmutableArray<INamedTypeSymbol>? NearestAuth, ImmutableArray<GuardUse> Guards, ImmutableArray<LevelProblem> Problems)
{
    public static readonly EffectiveSecurity Nothing = new(null, [], []);

    public ImmutableArray<INamedTypeSymbol> Auth => NearestAuth ?? [];

    public bool AllowsAnonymous => Guards.Length > 0 && Guards.All(static g => g.IsAllowAny);

    /// <summary>An inner level: its guards are added, or replace all outer ones where it says so.</summary>
    public EffectiveSecurity Then(SecurityLevel level)
    {
        if (level.IsSilent)
        {
            return this;
        }

        var guards = level.InheritGuards ? Guards : [];
        if (level.HasAllowAny && !level.Contradicts)
        {
            guards = [level.Guards[0]];
        }
        else if (!level.Guards.IsEmpty)
        {
            // An inner level that asks for something ends an outer AllowAny; a contradiction on one level is read as what is stricter.
            guards = [.. guards.Where(static g => !g.IsAllowAny), .. level.Guards.Where(static g => !g.IsAllowAny)];
        }

        // Who names backends need not mind that outer levels disagree.
        var problems = level.Auth is null ? Problems : Problems.RemoveAll(static p => p.Kind == LevelProblemKind.AuthsDiffer);
        return new(level.Auth ?? NearestAuth, guards, problems.AddRange(level.Problems));
    }

    /// <summary>Another chain, whose <c>Auth</c> is the nearer one: both have to be passed.</summary>
    public EffectiveSecurity And(EffectiveSecurity nearer)
    {
        var all = Guards.AddRange(nearer.Guards.Where(g => !Guards.Contains(g)));
        return new(
            nearer.NearestAuth ?? NearestAuth,
            all.Any(static g => !g.IsAllowAny) ? all.RemoveAll(static g => g.IsAllowAny) : all.Length > 1 ? [all[0]] : all,
            Problems.AddRange(nearer.Problems.Where(p => !Problems.Contains(p))));
    }
}
