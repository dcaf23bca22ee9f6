using System;

namespace Bolt;

/// <summary>The three segments of a compact JWS (RFC 7515 §3.1), each known to be strict base64url.</summary>
internal readonly ref struct CompactToken
{
    private CompactToken(ReadOnlySpan<char> token, int firstDot, int secondDot)
    {
        SigningInput = token[..secondDot];
        Header = token[..firstDot];
        Payload = token[(firstDot + 1)..secondDot];
        Signature = token[(secondDot + 1)..];
    }

    public ReadOnlySpan<char> SigningInput { get; }

    public ReadOnlySpan<char> Header { get; }

    public ReadOnlySpan<char> Payload { get; }

    public ReadOnlySpan<char> Signature { get; }

    public static bool TryParse(ReadOnlySpan<char> text, out CompactToken token)
    {
        token = default;
        var firstDot = text.IndexOf('.');
        if (firstDot < 0)
        {
            return false;
        }

        var length = text[(firstDot + 1)..].IndexOf('.');
        if (length < 0)
        {
            return false;
        }

        // A third dot fails the alphabet of the last segment.
        token = new CompactToken(text, firstDot, firstDot + 1 + length);
        return StrictBase64Url.IsCanonical(token.Header) && StrictBase64Url.IsCanonical(token.Payload) && StrictBase64Url.IsCanonical(token.Signature);
    }
}
