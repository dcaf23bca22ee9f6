using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Bolt.Authentication.CrossSite;

/// <summary>
/// Decides whether a request that a cookie authenticated was made by another site (CWE-352). It trusts the two headers that a page cannot set: <c>Sec-Fetch-Site</c>, which
/// every current browser sends over TLS and to localhost, and <c>Origin</c> where there is none. Anything it cannot read fails the check.
/// </summary>
internal sealed class CrossSiteCheck(IEnumerable<string> trustedOrigins)
{
    public const string AnotherSite = "Sec-Fetch-Site is neither same-origin nor none, and Origin is not trusted";
    public const string AnotherOrigin = "Origin is neither this application's nor trusted";
    public const string NothingSaid = "the request has neither Sec-Fetch-Site nor Origin";

    private readonly FrozenSet<string> _trusted = trustedOrigins.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Why a state-changing request is refused, or null. The caller decides whether it is one: the method may have been changed since.</summary>
    public string? Objection(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        var origins = request.Headers.Origin;
        if (site.Count > 0)
        {
            // Not the request's own origin: when a browser says "another site", an Origin that looks like this one cannot be trusted.
            return Only(site) is "same-origin" or "none" || IsTrusted(Only(origins)) ? null : AnotherSite;
        }

        return origins.Count == 0 ? NothingSaid : IsOwn(Only(origins), request) || IsTrusted(Only(origins)) ? null : AnotherOrigin;
    }

    private bool IsTrusted(string? origin) => origin is not null && _trusted.Contains(origin);

    // The header and not HttpRequest.Host, which decodes xn-- and so differs from Origin. Forwarded headers change both.
    private static bool IsOwn(string? origin, HttpRequest request) => Only(request.Headers.Host) is { } host && WebOrigin.IsOf(origin, request.Scheme, host);

    /// <summary>Of a repeated header it is not known which one the browser sent.</summary>
    private static string? Only(StringValues values) => values.Count == 1 ? values[0] : null;
}
