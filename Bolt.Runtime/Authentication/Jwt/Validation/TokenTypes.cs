using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text;
using Bolt.Authentication.Jwt.Json;

namespace Bolt.Authentication.Jwt.Validation;

/// <summary>
/// The values of <c>typ</c> that make a token an access token of this backend (RFC 8725 §3.11). A media type: letters in any case, and <c>application/</c> may be left out (RFC 7515 §4.1.9).
/// </summary>
internal sealed class TokenTypes
{
    /// <summary>What <see cref="JwtIssuer"/> writes, and every other issuer that says only that it is a token (RFC 7519 §5.1).</summary>
    private const string General = "JWT";

    /// <summary>RFC 9068 §2.1.</summary>
    private const string AccessToken = "at+jwt";

    private const string Prefix = "application/";

    private const int MaximumEscaped = 512;

    private static readonly SearchValues<char> NotInTypes = SearchValues.Create(" \t\"\\;,");

    private readonly byte[][] _types;
    private readonly bool _isRequired;

    private TokenTypes(byte[][] types, bool isRequired)
    {
        _types = types;
        _isRequired = isRequired;
    }

    /// <summary>Configured types replace the usual ones, and then a token has to name one.</summary>
    public static TokenTypes From(IList<string> configured)
    {
        var types = new List<byte[]>();
        foreach (var type in configured.Count > 0 ? configured : [General, AccessToken])
        {
            types.Add(Encoding.UTF8.GetBytes(WithoutPrefix(type)));
        }

        return new TokenTypes([.. types], configured.Count > 0);
    }

    /// <summary>What tokens of <see cref="JwtIssuer"/> say.</summary>
    public static string ForIssued(IList<string> configured) => configured.Count > 0 ? configured[0] : General;

    /// <summary>What is wrong with a configured type, or null.</summary>
    public static string? Problem(string? type) =>
        string.IsNullOrWhiteSpace(type) ? "contains an empty value; remove it"
        : WithoutPrefix(type).Length == 0 || !Ascii.IsValid(type) || type.AsSpan().ContainsAny(NotInTypes) ? $"contains \"{type}\", which is not a media type such as at+jwt or application/at+jwt"
        : null;

    public bool Accept(ReadOnlySpan<byte> json, JsonSlice? type) => type is { } text ? Accept(json, text) : !_isRequired;

    private bool Accept(ReadOnlySpan<byte> json, JsonSlice type)
    {
        var value = type.Inside(json);
        if (!type.IsEscaped)
        {
            return Accept(value);
        }

        // Longer than any type there is: not unescaped.
        Span<byte> buffer = stackalloc byte[MaximumEscaped];
        return value.Length <= buffer.Length && Accept(buffer[..JsonEscapes.Unescape(value, buffer)]);
    }

    private bool Accept(ReadOnlySpan<byte> value)
    {
        if (value.Length > Prefix.Length && Ascii.EqualsIgnoreCase(value[..Prefix.Length], Prefix) && !value[Prefix.Length..].Contains((byte)'/'))
        {
            value = value[Prefix.Length..];
        }

        foreach (var type in _types)
        {
            if (Ascii.EqualsIgnoreCase(value, type))
            {
                return true;
            }
        }

        return false;
    }

    private static string WithoutPrefix(string type) =>
        type.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !type.AsSpan(Prefix.Length).Contains('/') ? type[Prefix.Length..] : type;
}
