using System;
using System.Collections.Generic;
using System.Linq;
using Bolt.Authentication.CrossSite;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Routing;

namespace Bolt.EndpointDeclarations;

/// <summary>
/// Bolt's endpoints whose finished metadata are not what their line of <c>BoltSurface.txt</c> says, because a convention or a group has added some. What a line does not say, such as a group's prefix
/// and policies besides the guards, is not compared.
/// </summary>
internal static class SurfaceDifferences
{
    private const string NoCrossSiteCheck = "no-cross-site-check";
    private const string Host = "host: ";

    public static List<string> Find(IEnumerable<RouteEndpoint> endpoints)
    {
        var found = new List<string>();
        foreach (var endpoint in endpoints)
        {
            BoltRouteInfo? route = null;
            IHttpMethodMetadata? methods = null;
            IHostMetadata? hosts = null;
            IAntiforgeryMetadata? antiforgery = null;
            var isChecked = false;
            // By hand: a look-up by type would leave entries in the cache of every endpoint.
            for (var i = 0; i < endpoint.Metadata.Count; i++)
            {
                var item = endpoint.Metadata[i];
                route = item as BoltRouteInfo ?? route;
                methods = item as IHttpMethodMetadata ?? methods;
                hosts = item as IHostMetadata ?? hosts;
                antiforgery = item as IAntiforgeryMetadata ?? antiforgery;
                isChecked |= item is SafeMatch.Wanted;
            }

            if (route is not null)
            {
                found.AddRange(Differences(route, methods, hosts, isChecked && antiforgery is { RequiresValidation: false }).Select(d => $"{EndpointNames.Of(endpoint)} ({route.Handler}): {d}"));
            }
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }

    private static IEnumerable<string> Differences(BoltRouteInfo route, IHttpMethodMetadata? methods, IHostMetadata? hosts, bool isCrossSiteCheckOff)
    {
        if (isCrossSiteCheckOff && !route.Options.Contains(NoCrossSiteCheck))
        {
            yield return "its cross-site check is switched off";
        }

        var served = methods?.HttpMethods ?? [];
        if (!served.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(route.Methods))
        {
            yield return $"it is served for {(served.Count == 0 ? "every method" : string.Join(", ", served))}";
        }

        var host = hosts is { Hosts.Count: > 0 } ? $"{Host}\"{string.Join(", ", hosts.Hosts)}\"" : null;
        if (host != route.Options.FirstOrDefault(static o => o.StartsWith(Host, StringComparison.Ordinal)))
        {
            yield return host is null ? "it is served for every host" : $"it is served for {host}";
        }
    }
}
