using System;

namespace Bolt.Authentication.Jwt.Token;

/// <summary>The three segments of a compact JWS (RFC 7515 §3.1), each known to be strict base64url.</summary>
internal readonly ref struct CompactToken
{
    private readonly ReadOnlySpan<char> _text;
    private readonly int _firstDot;
    private readonly int _secondDot;

    private CompactToken(ReadOnlySpan<char> text, int firstDot, int secondDot)
    {
        _text = text;
        _firstDot = firstDot;
        _secondDot = secondDot;
    }

    public int Length => _text.Length;

    public ReadOnlySpan<char> SigningInput => _text[.._secondDot];

    public ReadOnlySpan<char> Header => _text[.._firstDot];

    public ReadOnlySpan<char> Payload => _text[(_firstDot + 1).._secondDot];

    public ReadOnlySpan<char> Signature => _text[(_secondDot + 1)..];

    public static bool TryParse(ReadOnlySpan<char> text, out CompactToken token)
    {
        var firstDot = text.IndexOf('.');
        if (firstDot < 0 || !StrictBase64Url.IsCanonical(text[..firstDot]))
        {
            token = default;
            return false;
        }

        return TryParse(text, firstDot, out token);
    }

    /// <summary>The same where the header, up to the first dot, is known to be valid.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, int firstDot, out CompactToken token)
    {
        // The signature is the shorter part to search. A dot between these two fails the payload's alphabet.
        var secondDot = text.LastIndexOf('.');
        if (secondDot <= firstDot)
        {
            token = default;
            return false;
        }

        token = new CompactToken(text, firstDot, secondDot);
        return StrictBase64Url.IsCanonical(token.Payload) && StrictBase64Url.IsCanonical(token.Signature);
    }
}
