using System.Collections.Immutable;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>What a handler class says for its routes, and what reaches them from beyond it.</summary>
internal sealed class HandlerGroup
{
    private readonly INamedTypeSymbol _type;
    private bool? _hasUnresolvedAttribute;

    public HandlerGroup(INamedTypeSymbol type, BoltSymbols bolt)
    {
        _type = type;
        Level = SecurityLevelReader.ReadGroup(type, bolt.Compilation);
        Settings = SecurityLevelReader.FindGroup(type);
        AssemblyGuards = RouteLevels.Combine(bolt.AssemblyLevel, SecurityLevel.Empty, SecurityLevel.Empty).Guards;
        Guards = RouteLevels.Combine(bolt.AssemblyLevel, Level, SecurityLevel.Empty).Guards;
    }

    /// <summary><c>[BoltGroup]</c> and the guard attributes beside it.</summary>
    public SecurityLevel Level { get; }

    /// <summary>The <c>[BoltGroup]</c>, if there is one.</summary>
    public AttributeData? Settings { get; }

    /// <summary>What the assembly asks of the group.</summary>
    public ImmutableArray<GuardUse> AssemblyGuards { get; }

    /// <summary>What assembly and group together ask of a route.</summary>
    public ImmutableArray<GuardUse> Guards { get; }

    /// <summary>True while an attribute of the class does not resolve.</summary>
    public bool HasUnresolvedAttribute => _hasUnresolvedAttribute ??= Route.HasError(_type.GetAttributes());
}
