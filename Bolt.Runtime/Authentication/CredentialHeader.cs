using System;
using System.Buffers;

namespace Bolt.Authentication;

/// <summary>The setting that says in which header a credential is sent.</summary>
internal static class CredentialHeader
{
    /// <summary>RFC 9110 §5.6.2.</summary>
    public static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>What is wrong with it, or null.</summary>
    /// <param name="header">The header's name.</param>
    /// <param name="usual">What it is when it is left out.</param>
    public static string? Problem(string? header, string usual) =>
        string.IsNullOrEmpty(header) || header.AsSpan().ContainsAnyExcept(TokenCharacters) ? $"Header is not a valid HTTP header name; omit it to use {usual}."
        : header.Equals("Cookie", StringComparison.OrdinalIgnoreCase)
            ? "Header must not be Cookie: browsers send cookies by themselves, from other sites too, and nothing would check for that. Write a backend that implements ICookieAuthenticationBackend."
        : null;
}
