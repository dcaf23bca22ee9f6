using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>The one reader of prefixes and tags. A type's prefix follows its enclosing type's; one without a group of its own has its base type's.</summary>
internal static class GroupReader
{
    /// <summary>The prefix of a type's routes, with a slash in front and none behind, or empty. Null where a part is not a constant the compiler could evaluate.</summary>
    public static string? Prefix(INamedTypeSymbol type, GroupChoice? groups = null) => Prefix(type, groups, []);

    /// <summary>Outer types first: enclosing ones, base ones, the type itself.</summary>
    public static IEnumerable<string> Tags(INamedTypeSymbol type, GroupChoice? groups = null)
    {
        IEnumerable<string> tags = type.ContainingType is { } outer ? Tags(outer, groups) : [];
        if (Base(type) is { } parent)
        {
            tags = tags.Concat(Tags(parent, groups));
        }

        return tags.Concat(Groups(type, groups).SelectMany(static g => RouteAttributeReader.ReadTags(g)));
    }

    /// <param name="type">The type.</param>
    /// <param name="groups">The set of routes, where a type has several groups.</param>
    /// <param name="counted">Enclosing types whose prefix is already in front: a base type nested beside its derived one does not repeat it.</param>
    private static string? Prefix(INamedTypeSymbol type, GroupChoice? groups, ImmutableHashSet<INamedTypeSymbol> counted)
    {
        var head = string.Empty;
        if (type.ContainingType is { } outer && !counted.Contains(outer.OriginalDefinition))
        {
            if (Prefix(outer, groups, counted) is not { } enclosing)
            {
                return null;
            }

            head = enclosing;
        }

        if (Own(type, groups, out var isGroup) is not { } own)
        {
            return null;
        }

        if (!isGroup && Base(type) is { } parent)
        {
            var enclosing = counted.Union(Enclosing(type));
            if (enclosing.Contains(parent.OriginalDefinition))
            {
                return head;
            }

            if (Prefix(parent, groups, enclosing) is not { } inherited)
            {
                return null;
            }

            own = inherited;
        }

        own = own.StartsWith("~/", StringComparison.Ordinal) ? own.Substring(1).Trim('/') : own.Trim('/');
        return own.Length == 0 ? head : head + "/" + own;
    }

    private static string? Own(INamedTypeSymbol type, GroupChoice? groups, out bool isGroup)
    {
        var group = Groups(type, groups).FirstOrDefault();
        isGroup = group is not null;
        return group?.ConstructorArguments is not { Length: > 0 } arguments ? string.Empty
            : arguments[0] is { Kind: TypedConstantKind.Primitive } prefix ? prefix.Value as string ?? string.Empty
            : null;
    }

    private static IEnumerable<INamedTypeSymbol> Enclosing(INamedTypeSymbol type)
    {
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            yield return outer.OriginalDefinition;
        }
    }

    private static ImmutableArray<AttributeData> Groups(INamedTypeSymbol type, GroupChoice? groups) => groups?.Of(type) ?? SecurityLevelReader.FindGroups(type);

    /// <summary>The base class, where it is one that may have levels or routes.</summary>
    public static INamedTypeSymbol? Base(INamedTypeSymbol type) =>
        type.BaseType is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) } parent ? parent : null;
}
