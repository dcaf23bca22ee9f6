using System.Collections.Immutable;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>What a handler class says for its routes, and what reaches them from beyond it.</summary>
internal sealed class HandlerClass
{
    private readonly INamedTypeSymbol _type;
    private bool? _hasUnresolvedAttribute;

    public HandlerClass(INamedTypeSymbol type, BoltSymbols symbols, GroupChoice? groups = null)
    {
        _type = type;
        Level = SecurityLevelReader.ReadGroup(type, symbols.Compilation, groups);
        Settings = (groups?.Of(type) ?? SecurityLevelReader.FindGroups(type)).FirstOrDefault();
        var outside = SecurityLevels.Outside(type, symbols.AssemblyLevel, symbols.Compilation, groups);
        OuterGuards = outside.Guards;
        Security = outside.Then(Level);
    }

    /// <summary><c>[BoltGroup]</c> and the guard attributes beside it.</summary>
    public SecurityLevel Level { get; }

    /// <summary>The <c>[BoltGroup]</c>, if there is one.</summary>
    public AttributeData? Settings { get; }

    /// <summary>What the assembly, enclosing types and base types ask of the type's routes.</summary>
    public ImmutableArray<GuardUse> OuterGuards { get; }

    /// <summary>What the type and the levels outside of it ask of its routes.</summary>
    public EffectiveSecurity Security { get; }

    /// <summary>True while an attribute of the type, or of a type whose guards reach it, does not resolve.</summary>
    public bool HasUnresolvedAttribute => _hasUnresolvedAttribute ??= IsUnresolved(_type);

    private static bool IsUnresolved(INamedTypeSymbol? type) =>
        type is not null and not { SpecialType: SpecialType.System_Object or SpecialType.System_ValueType }
        && (type.GetAttributes().Any(AttributeFacts.IsUnresolved) || IsUnresolved(type.ContainingType) || IsUnresolved(type.BaseType));
}
