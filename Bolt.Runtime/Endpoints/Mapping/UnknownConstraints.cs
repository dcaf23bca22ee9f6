using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Bolt.Configuration;
using Microsoft.AspNetCore.Routing;

namespace Bolt.Endpoints.Mapping;

/// <summary>Inline constraints that no one has registered.</summary>
internal static class UnknownConstraints
{
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
                    if (policy.Content is { Length: > 0 } content && content.Split('(')[0] is var name && !options.ConstraintMap.ContainsKey(name))
                    {
                        var close = Spelling.Closest(name, options.ConstraintMap.Keys);
                        yield return $"{route.At(endpoint.RoutePattern.RawText ?? route.Pattern).Route}: '{name}' is not a route constraint"
                            + (close is null ? ": register it in RouteOptions.ConstraintMap, or correct it." : $"; did you mean '{close}'?");
                    }
                }
            }
        }
    }
}
