using System;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace Bolt.Refusals;

/// <summary>
/// Whether a request comes from the machine the program runs on, and through nothing in between. Both ends of the connection count: where forwarded headers are believed from everyone, the remote end is
/// what the client says. Of a proxy on the same machine that says nothing of itself, nothing can be known.
/// </summary>
internal static class LocalRequest
{
    public static bool Is(HttpContext http) =>
        IsLoopback(http.Connection.RemoteIpAddress) && IsLoopback(http.Connection.LocalIpAddress) && IsLocal(http.Request.Host.Host) && !IsForwarded(http.Request.Headers);

    /// <summary>Null on connections that have no addresses, such as Unix sockets: who is at the other end is not known.</summary>
    private static bool IsLoopback(IPAddress? address) => address is not null && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    /// <summary>A page of another site whose name was made to point here still sends its own name.</summary>
    private static bool IsLocal(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IsLoopback(address));

    /// <summary><c>X-Original-For</c> and its like are what <c>UseForwardedHeaders()</c> leaves.</summary>
    private static bool IsForwarded(IHeaderDictionary headers)
    {
        foreach (var (name, _) in headers)
        {
            if (name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase)
                || name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase) || name.Equals("Via", StringComparison.OrdinalIgnoreCase) || name.Equals("X-Real-IP", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
