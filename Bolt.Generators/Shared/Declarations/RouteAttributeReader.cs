using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>The one reader of the route attributes.</summary>
internal static class RouteAttributeReader
{
    /// <summary>Null when the pattern, a prefix or a method is not a constant the compiler could evaluate.</summary>
    public static RouteDeclaration? Read(AttributeData route, INamedTypeSymbol handlerType, GroupChoice? groups = null)
    {
        if (Verb(route) is not { } methods || route.ConstructorArguments.Length == 0 || route.ConstructorArguments[0].Value is not string pattern)
        {
            return null;
        }

        if (GroupReader.Prefix(handlerType, groups) is not { } prefix)
        {
            return null;
        }

        string? name = null;
        string? summary = null;
        foreach (var argument in route.NamedArguments)
        {
            switch (argument.Key)
            {
                case BoltNames.NameArgument:
                    name = argument.Value.Value as string;
                    break;
                case BoltNames.SummaryArgument:
                    summary = argument.Value.Value as string;
                    break;
            }
        }

        return new(route, Join(prefix, pattern), methods, name, summary, [.. GroupReader.Tags(handlerType, groups).Concat(ReadTags(route)).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>What the route attributes of a method declare, once for each group of its class: whether or not the class serves it.</summary>
    public static IEnumerable<RouteDeclaration> ReadAll(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (SymbolFacts.IsRouteAttribute(attribute.AttributeClass))
            {
                foreach (var groups in GroupChoice.All(method.ContainingType))
                {
                    if (Read(attribute, method.ContainingType, groups) is { } declaration)
                    {
                        yield return declaration;
                    }
                }
            }
        }
    }

    /// <summary>Joins a prefix and a pattern as <c>MapGroup</c> does. A pattern that the router rejects by itself stays as it is, so that it is rejected.</summary>
    public static string Join(string prefix, string pattern)
    {
        var isRooted = pattern.StartsWith("~/", StringComparison.Ordinal);
        if (pattern.StartsWith("~", StringComparison.Ordinal) && !isRooted)
        {
            return pattern;
        }

        var tail = (isRooted ? pattern.Substring(1) : pattern).TrimStart('/');
        var head = prefix.Trim('/');
        return head.Length == 0 ? "/" + tail : tail.Length == 0 ? "/" + head : "/" + head + "/" + tail;
    }

    private static ImmutableArray<string>? Verb(AttributeData route)
    {
        var type = route.AttributeClass;
        if (!SymbolFacts.IsRouteAttribute(type))
        {
            return null;
        }

        if (SymbolFacts.IsBolt(type, BoltNames.BaseRouteAttribute))
        {
            if (route.ConstructorArguments.Length != 2
                || route.ConstructorArguments[1] is not { Kind: TypedConstantKind.Array, IsNull: false } methods
                || !methods.Values.All(static v => v.Value is string text && IsToken(text)))
            {
                return null;
            }

            return [.. methods.Values.Select(static v => ((string)v.Value!).ToUpperInvariant()).Distinct(StringComparer.Ordinal)];
        }

        // BoltGetAttribute → GET. A user's own route attribute has no known method, so it makes no endpoint.
        const string prefix = "Bolt", suffix = "Attribute";
        return SymbolFacts.IsBolt(type, type!.Name) && type.Name.Length > prefix.Length + suffix.Length
            ? [type.Name.Substring(prefix.Length, type.Name.Length - prefix.Length - suffix.Length).ToUpperInvariant()]
            : null;
    }

    /// <summary>The tags of a route or group attribute.</summary>
    public static ImmutableArray<string> ReadTags(AttributeData? attribute)
    {
        foreach (var argument in attribute?.NamedArguments ?? [])
        {
            if (argument is { Key: BoltNames.TagsArgument, Value: { Kind: TypedConstantKind.Array, IsNull: false } value })
            {
                return [.. value.Values.Select(static v => v.Value).OfType<string>()];
            }
        }

        return [];
    }

    /// <summary>RFC 9110 §5.6.2: the characters a method may be made of.</summary>
    public static bool IsToken(string text) =>
        text.Length > 0 && text.All(static c => c < 128 && (char.IsLetterOrDigit(c) || "!#$%&'*+-.^_`|~".IndexOf(c) >= 0));
}
