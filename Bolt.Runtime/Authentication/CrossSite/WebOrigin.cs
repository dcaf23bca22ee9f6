using System;

namespace Bolt.Authentication.CrossSite;

/// <summary>Origins as browsers write them in <c>Origin</c> (RFC 6454 §6.2): <c>https://app.example.com</c>, <c>http://[::1]:8080</c>.</summary>
internal static class WebOrigin
{
    /// <summary>The origin of a URL, or null where it has none.</summary>
    public static string? Serialize(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.Host.Contains('*', StringComparison.Ordinal))
        {
            return null;
        }

        var host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        return uri.IsDefaultPort ? $"{uri.Scheme}://{host}" : FormattableString.Invariant($"{uri.Scheme}://{host}:{uri.Port}");
    }

    /// <summary>
    /// Whether <paramref name="origin"/> is the origin that a request of this scheme and <c>Host</c> was sent to. Compared exactly, except for what a proxy may have
    /// changed: capitals and the scheme's default port.
    /// </summary>
    public static bool IsOf(ReadOnlySpan<char> origin, ReadOnlySpan<char> scheme, ReadOnlySpan<char> host)
    {
        const string separator = "://";
        var ownPort = scheme.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase) ? ":443"
            : scheme.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase) ? ":80"
            : "";
        if (host.EndsWith(ownPort, StringComparison.Ordinal))
        {
            host = host[..^ownPort.Length];
        }

        return !host.IsEmpty
            && origin.Length == scheme.Length + separator.Length + host.Length
            && IsLowered(origin[..scheme.Length], scheme)
            && origin[scheme.Length..].StartsWith(separator, StringComparison.Ordinal)
            && IsLowered(origin[^host.Length..], host);
    }

    private static bool IsLowered(ReadOnlySpan<char> lower, ReadOnlySpan<char> text) =>
        System.Text.Ascii.EqualsIgnoreCase(lower, text) && !lower.ContainsAnyInRange('A', 'Z');
}
