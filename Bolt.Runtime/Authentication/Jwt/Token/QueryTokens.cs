using System;
using System.Buffers;
using System.Collections.Generic;
using Bolt.Authentication.Jwt.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Bolt.Authentication.Jwt.Token;

/// <summary>Finds the token in the query, on the paths and for the kinds of request where a browser can send it nowhere else.</summary>
internal sealed class QueryTokens
{
    private const string Parameter = "access_token";
    private const string EventStream = "text/event-stream";
    private const string WebSocket = "websocket";

    private readonly PathString[] _paths;

    private QueryTokens(PathString[] paths) => _paths = paths;

    /// <summary>Null where there are no paths.</summary>
    public static QueryTokens? From(IList<string> paths)
    {
        if (paths.Count == 0)
        {
            return null;
        }

        var prefixes = new PathString[paths.Count];
        for (var i = 0; i < prefixes.Length; i++)
        {
            prefixes[i] = new PathString(paths[i]);
        }

        return new QueryTokens(prefixes);
    }

    private static readonly SearchValues<char> NotInAPath = SearchValues.Create("?#*{} \\");

    /// <summary>What is wrong with a path, or null.</summary>
    public static string? Problem(string? path) =>
        string.IsNullOrWhiteSpace(path) ? "contains an empty value; remove it."
        : path == "/" ? "contains '/', which is every path; name those of hubs and event streams, such as /hubs."
        : path[0] != '/' || path[^1] == '/' || path.AsSpan().ContainsAny(NotInAPath) || path.Contains("//", StringComparison.Ordinal)
            ? $"contains '{path}', which is not a path such as /hubs: it starts with one slash, does not end with one, and has no wildcards or parameters."
        : null;

    /// <summary>True where the request has a token in its query, or two: then <paramref name="failure"/> says why it is refused.</summary>
    /// <param name="http">The request.</param>
    /// <param name="header">The header's lines.</param>
    /// <param name="maximumLength">How long a token may be.</param>
    /// <param name="token">The token.</param>
    /// <param name="failure">Why it is refused.</param>
    public bool TryFind(HttpContext http, in StringValues header, int maximumLength, out TokenText token, out string? failure)
    {
        (token, failure) = (default, null);
        if (!IsOn(http.Request.Path) || !IsFor(http) || !http.Request.Query.TryGetValue(Parameter, out var values) || values.Count == 0)
        {
            return false;
        }

        var text = values[0] ?? "";
        failure = header.Count > 0 ? JwtFailure.HeaderAndQuery
            : values.Count > 1 ? JwtFailure.SeveralInQuery
            : text.Length == 0 ? JwtFailure.NoToken
            : text.Length > maximumLength ? JwtFailure.TooLong
            : null;
        if (failure is null)
        {
            token = new TokenText(text);
        }

        return true;
    }

    private bool IsOn(PathString path)
    {
        foreach (var prefix in _paths)
        {
            if (path.StartsWithSegments(prefix))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsFor(HttpContext http) => IsWebSocket(http) || (HttpMethods.IsGet(http.Request.Method) && AcceptsEventStream(http.Request.Headers.Accept));

    /// <summary>
    /// RFC 6455 §4.1 and RFC 8441 §4. Authentication runs before any middleware that would set <see cref="IHttpWebSocketFeature"/>; some servers set it themselves, and have no upgrades.
    /// </summary>
    private static bool IsWebSocket(HttpContext http) =>
        (HttpMethods.IsGet(http.Request.Method)
            && http.Request.Headers.Upgrade is [{ } upgrade]
            && upgrade.Equals(WebSocket, StringComparison.OrdinalIgnoreCase)
            && http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true })
        || (http.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect && string.Equals(connect.Protocol, WebSocket, StringComparison.OrdinalIgnoreCase))
        || http.Features.Get<IHttpWebSocketFeature>() is { IsWebSocketRequest: true };

    /// <summary>Named as such: <c>*/*</c>, which every link sends, is not enough.</summary>
    private static bool AcceptsEventStream(StringValues accept)
    {
        if (!MediaTypeHeaderValue.TryParseStrictList(accept, out var types))
        {
            return false;
        }

        foreach (var type in types)
        {
            if (type.MediaType.Equals(EventStream, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
