using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bolt.EndpointDeclarations;

/// <summary>Endpoints as a message names them: by method and pattern, each once.</summary>
internal static class EndpointNames
{
    private const int Most = 20;

    public static string Of(Endpoint endpoint)
    {
        if (endpoint is not RouteEndpoint { RoutePattern.RawText: { } pattern })
        {
            return endpoint.DisplayName ?? "an endpoint without a name";
        }

        // Not GetMetadata(), which would leave an entry in each endpoint's cache.
        var methods = endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods ?? [];
        return $"{(methods.Count == 0 ? "*" : string.Join(',', methods))} /{pattern.TrimStart('/')}";
    }

    /// <summary>Several endpoints can have one pattern: the actions of a conventional route.</summary>
    public static List<string> Distinct(IEnumerable<string> names) =>
        [.. names.GroupBy(static n => n, StringComparer.Ordinal).OrderBy(static n => n.Key, StringComparer.Ordinal).Select(static n => n.Count() == 1 ? n.Key : string.Create(CultureInfo.InvariantCulture, $"{n.Key} ({n.Count()} endpoints)"))];

    /// <summary>At most 20 of them, and how many more there are.</summary>
    public static IEnumerable<string> First(IReadOnlyCollection<string> names) =>
        names.Count <= Most ? names : names.Take(Most).Append(string.Create(CultureInfo.InvariantCulture, $"and {names.Count - Most} more"));
}
