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
