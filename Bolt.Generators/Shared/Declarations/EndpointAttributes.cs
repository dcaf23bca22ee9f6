using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>Which attributes are metadata of an endpoint: those of its classes, as of groups around it, and those of its handler.</summary>
internal static class EndpointAttributes
{
    private static readonly PerSymbol<INamedTypeSymbol, AttributeData[]> Types = new(static type => FindOfTypes(type));

    /// <summary>All of them, the outermost first.</summary>
    public static IEnumerable<AttributeData> Of(HandlerRoute route) => OfTypes(route.Type).Concat(Methods(route).SelectMany(static m => m.GetAttributes()));

    /// <summary>What a handler overrides, the method itself, what overrides it.</summary>
    public static IEnumerable<IMethodSymbol> Methods(HandlerRoute route) => Overridden(route.Method).Reverse().Append(route.Method).Concat(route.Overriding);

    /// <summary>What a method overrides, the nearest first.</summary>
    public static IEnumerable<IMethodSymbol> Overridden(IMethodSymbol method)
    {
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            yield return overridden;
        }
    }

    /// <summary>Of enclosing types, outermost first, and of the type. Each has those of its base types that are inherited, as the runtime has them.</summary>
    public static IReadOnlyList<AttributeData> OfTypes(INamedTypeSymbol type) => Types.Of(type);

    private static AttributeData[] FindOfTypes(INamedTypeSymbol type)
    {
        var own = new List<AttributeData>();
        for (INamedTypeSymbol? current = type; current is not null; current = GroupReader.Base(current))
        {
            var isBase = own.Count > 0 || !ReferenceEquals(current, type);
            own.InsertRange(0, current.GetAttributes().Where(a => !isBase || IsInherited(a, own)).ToList());
        }

        return type.ContainingType is { } outer ? [.. OfTypes(outer), .. own] : [.. own];
    }

    /// <summary>Its usage says so, and nothing nearer takes its place.</summary>
    private static bool IsInherited(AttributeData attribute, List<AttributeData> nearer)
    {
        var usage = Usage(attribute.AttributeClass);
        return (usage is null || !Says(usage, nameof(AttributeUsageAttribute.Inherited), false))
            && ((usage is not null && Says(usage, nameof(AttributeUsageAttribute.AllowMultiple), true)) || !nearer.Exists(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute.AttributeClass)));
    }

    private static bool Says(AttributeData usage, string name, bool value) => usage.NamedArguments.Any(a => a.Key == name && a.Value.Value is bool said && said == value);

    private static AttributeData? Usage(INamedTypeSymbol? attribute)
    {
        for (var current = attribute; current is not null; current = current.BaseType)
        {
            if (current.GetAttributes().FirstOrDefault(static a => SymbolFacts.Is(a.AttributeClass, PlatformNames.AttributeUsageAttribute)) is { } usage)
            {
                return usage;
            }
        }

        return null;
    }
}
