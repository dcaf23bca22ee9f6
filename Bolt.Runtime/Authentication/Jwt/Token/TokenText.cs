using System;

namespace Bolt.Authentication.Jwt.Token;

/// <summary>A token in the header line it came in: no copy is made of it until it is kept.</summary>
internal readonly struct TokenText(string source, int start, int length)
{
    public TokenText(string token)
        : this(token, 0, token.Length)
    {
    }

    /// <summary>The header line; null where there is no token.</summary>
    public string? Source => source;

    /// <summary>The index at which the token starts.</summary>
    public int Start => start;

    public int Length => length;

    public ReadOnlySpan<char> Span => source.AsSpan(start, length);
}
