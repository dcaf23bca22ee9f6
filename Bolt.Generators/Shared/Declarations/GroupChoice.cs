using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>Which <c>[BoltGroup]</c> a route is of, where a type has several: its routes are served once for each, and once for each of its enclosing types' too.</summary>
internal sealed class GroupChoice
{
    private static readonly GroupChoice Only = new(ImmutableDictionary.Create<ISymbol, AttributeData>(SymbolEqualityComparer.Default));

    private static readonly PerSymbol<INamedTypeSymbol, ImmutableArray<GroupChoice>> Known = new(static type => Find(type));

    private readonly ImmutableDictionary<ISymbol, AttributeData> _chosen;

    private GroupChoice(ImmutableDictionary<ISymbol, AttributeData> chosen) => _chosen = chosen;

    /// <summary>One for each set of routes of the type.</summary>
    public static ImmutableArray<GroupChoice> All(INamedTypeSymbol type) => Known.Of(type);

    private static ImmutableArray<GroupChoice> Find(INamedTypeSymbol type)
    {
        ImmutableArray<GroupChoice> all = [Only];
        foreach (var level in PrefixTypes(type, []))
        {
            var groups = SecurityLevelReader.FindGroups(level);
            if (groups.Length > 1)
            {
                all = [.. all.SelectMany(c => groups.Select(g => new GroupChoice(c._chosen.SetItem(level.OriginalDefinition, g))))];
            }
        }

        return all;
    }

    /// <summary>Nothing had to be chosen: what is known of a type is known of its routes.</summary>
    public bool IsOnly => ReferenceEquals(this, Only);

    /// <summary>The groups of the type that hold for the route: one at most, but for a base type whose prefix is not used.</summary>
    public ImmutableArray<AttributeData> Of(INamedTypeSymbol type) =>
        _chosen.TryGetValue(type.OriginalDefinition, out var group) ? [group] : SecurityLevelReader.FindGroups(type);

    /// <summary>The types whose prefixes a route of the type may have.</summary>
    private static IEnumerable<INamedTypeSymbol> PrefixTypes(INamedTypeSymbol type, HashSet<ISymbol> seen)
    {
        if (!seen.Add(type.OriginalDefinition))
        {
            yield break;
        }

        var outer = type.ContainingType is { } enclosing ? PrefixTypes(enclosing, seen) : [];
        var inherited = SecurityLevelReader.FindGroups(type).IsEmpty && GroupReader.Base(type) is { } parent ? PrefixTypes(parent, seen) : [];
        foreach (var level in outer.Concat(inherited))
        {
            yield return level;
        }

        yield return type;
    }
}
