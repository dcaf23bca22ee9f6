using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>The one reader of prefixes and tags. A type's prefix follows its enclosing type's; one without a group of its own has its base type's.</summary>
internal static class GroupReader
{
    /// <summary>The prefix of a type's routes, with a slash in front and none behind, or empty. Null where a part is not a constant the compiler could evaluate.</summary>
    public static string? Prefix(INamedTypeSymbol type) => Prefix(type, []);

    /// <summary>Outer types first: enclosing ones, base ones, the type itself.</summary>
    public static IEnumerable<string> Tags(INamedTypeSymbol type)
    {
        IEnumerable<string> tags = type.ContainingType is { } outer ? Tags(outer) : [];
        if (Base(type) is { } parent)
        {
            tags = tags.Concat(Tags(parent));
        }

        return SecurityLevelReader.FindGroup(type) is { } group ? tags.Concat(RouteAttributeReader.ReadTags(group)) : tags;
    }

    /// <param name="type">The type.</param>
    /// <param name="counted">Enclosing types whose prefix is already in front: a base type nested beside its derived one does not repeat it.</param>
    private static string? Prefix(INamedTypeSymbol type, ImmutableHashSet<INamedTypeSymbol> counted)
    {
        var head = string.Empty;
        if (type.ContainingType is { } outer && !counted.Contains(outer.OriginalDefinition))
        {
            if (Prefix(outer, counted) is not { } enclosing)
            {
                return null;
            }

            head = enclosing;
        }

        if (Own(type, out var isGroup) is not { } own)
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

            if (Prefix(parent, enclosing) is not { } inherited)
            {
                return null;
            }

            own = inherited;
        }

        own = own.Trim('/');
        return own.Length == 0 ? head : head + "/" + own;
    }

    private static string? Own(INamedTypeSymbol type, out bool isGroup)
    {
        var group = SecurityLevelReader.FindGroup(type);
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

    private static INamedTypeSymbol? Base(INamedTypeSymbol type) =>
        type.BaseType is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) } parent ? parent : null;
}
