using System;
using Bolt.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Bolt.Authentication;

/// <summary>The request header that carries a credential.</summary>
internal sealed class CredentialHeader(string name)
{
    public string Name => name;

    /// <summary>True for <c>Authorization</c>, in which a scheme comes before the credential.</summary>
    public bool IsAuthorization { get; } = string.Equals(name, HeaderNames.Authorization, StringComparison.OrdinalIgnoreCase);

    /// <summary>The header's lines.</summary>
    public StringValues Read(HttpContext http) => IsAuthorization ? http.Request.Headers.Authorization : http.Request.Headers[name];

    /// <summary>Where a credential in this header is.</summary>
    /// <param name="scheme">The scheme in <c>Authorization</c>.</param>
    public CredentialDescription Describe(string scheme) => IsAuthorization ? new(CredentialPlace.Authorization, scheme) : new(CredentialPlace.Header, name);

    /// <summary>What is wrong with the setting <c>Header</c>, or null.</summary>
    /// <param name="header">The header's name.</param>
    /// <param name="fallback">The header that is used when the setting is omitted.</param>
    public static string? Problem(string? header, string fallback) =>
        string.IsNullOrEmpty(header) || header.AsSpan().ContainsAnyExcept(HttpToken.Characters) ? $"Header is not a valid HTTP header name; omit it to use {fallback}."
        : header.Equals(HeaderNames.Cookie, StringComparison.OrdinalIgnoreCase)
            ? "Header must not be Cookie: browsers send cookies with requests that other sites make, and this backend does not check for that. Write a backend that implements ICookieAuthenticationBackend."
        : null;
}
