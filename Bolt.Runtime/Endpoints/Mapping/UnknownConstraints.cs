using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Bolt.Configuration;
using Microsoft.AspNetCore.Routing;

namespace Bolt.Endpoints.Mapping;

/// <summary>Inline constraints that no one has registered.</summary>
internal static class UnknownConstraints
{
    /// <summary>What stands for <c>regex</c> in a slim program: it throws when routing makes one, at the first request and then at every request of the program.</summary>
    private const string Stub = "RegexErrorStubRouteConstraint";

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Reads the names of constraints; none is created.")]
    public static IEnumerable<string> Problems(IEnumerable<RouteEndpoint> endpoints, RouteOptions options)
    {
        foreach (var endpoint in endpoints)
        {
            if (endpoint.Metadata.GetMetadata<BoltRouteInfo>() is not { } route)
            {
                continue;
            }

            foreach (var parameter in endpoint.RoutePattern.Parameters)
            {
                foreach (var policy in parameter.ParameterPolicies)
                {
                    var name = policy.Content?.Split('(')[0] ?? string.Empty;
                    if (name.Length == 0 || (options.ConstraintMap.TryGetValue(name, out var type) && type.Name != Stub))
                    {
                        continue;
                    }

                    var close = Spelling.Closest(name, options.ConstraintMap.Keys);
                    yield return $"{route.At(endpoint.RoutePattern.RawText ?? route.Pattern).Route}: '{name}' is not a route constraint"
                        + (options.ConstraintMap.ContainsKey(name) ? " after CreateSlimBuilder(): call services.Configure<RouteOptions>(o => o.SetParameterPolicy<RegexInlineRouteConstraint>(\"regex\"))."
                            : close is null ? ": register it in RouteOptions.ConstraintMap, or correct it." : $"; did you mean '{close}'?");
                }
            }
        }
    }
}
