using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Bolt.Endpoints.Mapping;

/// <summary>
/// Endpoints that routing cannot tell apart, at least one of them Bolt's: of several assemblies, or of several <c>MapBolt()</c>. Within one assembly the compiler says so.
/// </summary>
internal static class EndpointClashes
{
    /// <summary>One endpoint name that several endpoints have.</summary>
    public static IEnumerable<string> Names(IEnumerable<RouteEndpoint> endpoints) =>
        from endpoint in endpoints
        let name = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName
        where name is not null
        group endpoint by name into same
        where same.Count() > 1 && same.Any(IsBolt)
        select $"The endpoint name '{same.Key}' stands for {List(same)}: names are unique, so give all but one another Name.";

    /// <summary>One pattern and method of several endpoints.</summary>
    public static IEnumerable<string> Routes(IEnumerable<RouteEndpoint> endpoints)
    {
        foreach (var same in endpoints.Where(CanClash).GroupBy(static e => (e.Order, Key(e.RoutePattern), Hosts(e))))
        {
            var list = same.ToList();
            for (var i = 1; i < list.Count; i++)
            {
                if (list.Take(i).FirstOrDefault(other => (IsBolt(other) || IsBolt(list[i])) && Share(other, list[i])) is { } first)
                {
                    yield return $"{Describe(first)} and {Describe(list[i])} match the same requests, so each of those would fail: change one pattern.";
                }
            }
        }
    }

    /// <summary>A policy of someone else's, such as API versions, may tell endpoints apart that are alike.</summary>
    public static bool IsKnown(Type policy) =>
        policy.Assembly == typeof(EndpointClashes).Assembly || policy.Assembly.GetName().Name?.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) == true;

    private static bool IsBolt(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<BoltRouteInfo>() is not null;

    private static bool CanClash(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<ISuppressMatchingMetadata>() is not { SuppressMatching: true };

    /// <summary>Other hosts, other requests. Hosts of which only some are the same are not compared.</summary>
    private static string Hosts(RouteEndpoint endpoint) =>
        string.Join(", ", (endpoint.Metadata.GetMetadata<IHostMetadata>()?.Hosts ?? []).Select(static h => h.ToUpperInvariant()).Order(StringComparer.Ordinal));

    private static bool Share(RouteEndpoint one, RouteEndpoint other)
    {
        IReadOnlyList<string> left = Methods(one), right = Methods(other);
        // Routing prefers the one that names the method to the one that takes any.
        return left.Count == 0 || right.Count == 0 ? left.Count == right.Count : left.Intersect(right, StringComparer.OrdinalIgnoreCase).Any();
    }

    private static IReadOnlyList<string> Methods(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];

    /// <summary>The pattern as routing compares it: parameters have no names, and an optional one, or one with a default, is as good as any other.</summary>
    private static string Key(RoutePattern pattern)
    {
        var key = new StringBuilder();
        foreach (var segment in pattern.PathSegments)
        {
            key.Append('/');
            foreach (var part in segment.Parts)
            {
                switch (part)
                {
                    case RoutePatternLiteralPart literal:
                        key.Append(literal.Content.ToUpperInvariant());
                        break;
                    case RoutePatternSeparatorPart separator:
                        key.Append(separator.Content);
                        break;
                    case RoutePatternParameterPart parameter:
                        key.Append('{').Append(parameter.IsCatchAll ? "*" : "").AppendJoin(null, parameter.ParameterPolicies.Select(Constraint).Order(StringComparer.Ordinal)).Append('}');
                        break;
                }
            }
        }

        return key.ToString();
    }

    /// <summary>Names of constraints have no case; their arguments may.</summary>
    private static string Constraint(RoutePatternParameterPolicyReference policy)
    {
        var text = policy.Content ?? policy.ParameterPolicy?.GetType().FullName ?? "";
        var argument = text.IndexOf('(', StringComparison.Ordinal);
        return ":" + (argument < 0 ? text.ToUpperInvariant() : text[..argument].ToUpperInvariant() + text[argument..]);
    }

    private static string List(IEnumerable<RouteEndpoint> endpoints) => string.Join(" and ", endpoints.Select(Describe));

    private static string Describe(RouteEndpoint endpoint)
    {
        var route = $"{(Methods(endpoint) is { Count: > 0 } methods ? string.Join(',', methods) : "*")} {endpoint.RoutePattern.RawText}";
        return endpoint.Metadata.GetMetadata<BoltRouteInfo>() is { } info ? $"{route} ({info.Handler})" : route;
    }
}
