using System;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Bolt.Guards.Redirects;

/// <summary>Where a visitor signs in, and what the login page is told about where to go next.</summary>
internal static class LoginRedirect
{
    public const string DefaultUrl = "/login";
    public const string DefaultParameter = "next";

    /// <summary>The request is for the login page itself, from which nobody can be sent there. Routing takes no notice of case, nor of a slash at the end.</summary>
    public static bool IsAt(HttpRequest request, string loginUrl)
    {
        var end = loginUrl.AsSpan().IndexOfAny('?', '#');
        var page = Uri.UnescapeDataString(end < 0 ? loginUrl : loginUrl[..end]);
        return page.AsSpan().TrimEnd('/').Equals(request.Path.Value.AsSpan().TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The login page under the application's path base, with the page the visitor wanted; null where that would not be a path on this site.</summary>
    /// <param name="request">The request.</param>
    /// <param name="loginUrl">The login page, without the path base. It may have a query and a fragment.</param>
    /// <param name="parameter">The query parameter that says where to go next, or null for none.</param>
    public static string? Create(HttpRequest request, string loginUrl, string? parameter) =>
        !LocalUrl.TryCreate(request.PathBase.ToUriComponent() + loginUrl, out var location) ? null
        : parameter is null || Next(request) is not { } next ? location
        : Append(location, parameter, next);

    /// <summary>
    /// The page that was asked for. The server has removed dot segments and decoded the path, so that it may be another host's name by now (<c>/..//evil.example</c>): what is built is checked. A
    /// request that may change something cannot be repeated by following a link.
    /// </summary>
    private static string? Next(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && LocalUrl.TryCreate(request.GetEncodedPathAndQuery(), out var next) ? next : null;

    /// <summary>Behind the login page's own query, in place of a parameter of that name, before its fragment; encoded once, slashes left readable.</summary>
    private static string Append(string location, string parameter, string next)
    {
        var hash = location.IndexOf('#', StringComparison.Ordinal);
        var (page, fragment) = hash < 0 ? (location, "") : (location[..hash], location[hash..]);
        var mark = page.IndexOf('?', StringComparison.Ordinal);
        var text = new StringBuilder(mark < 0 ? page : page[..mark]).Append('?');
        foreach (var part in mark < 0 ? [] : page[(mark + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = Uri.UnescapeDataString(part.Split('=')[0].Replace('+', ' '));
            if (!name.Equals(parameter, StringComparison.OrdinalIgnoreCase))
            {
                text.Append(part).Append('&');
            }
        }

        return text.Append(Uri.EscapeDataString(parameter)).Append('=').Append(Uri.EscapeDataString(next).Replace("%2F", "/", StringComparison.Ordinal)).Append(fragment).ToString();
    }
}
