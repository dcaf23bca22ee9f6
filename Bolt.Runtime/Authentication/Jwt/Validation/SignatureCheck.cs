using System;
using System.Text;
using Bolt.Authentication.Jwt.Token;

namespace Bolt.Authentication.Jwt.Validation;

/// <summary>Finds the keys under which a token's signature verifies, among those its header leads to.</summary>
internal readonly ref struct SignatureCheck
{
    private readonly JwtHeader _header;
    private readonly ReadOnlySpan<byte> _signingInput;
    private readonly ReadOnlySpan<byte> _signature;

    /// <summary>Decodes into <paramref name="buffer"/>, which holds at least <see cref="BufferLength"/> bytes.</summary>
    public SignatureCheck(in CompactToken token, JwtHeader header, Span<byte> buffer)
    {
        _header = header;
        Ascii.FromUtf16(token.SigningInput, buffer, out var length);
        _signingInput = buffer[..length];
        var rest = buffer[length..];
        _signature = rest[..StrictBase64Url.Decode(token.Signature, rest)];
    }

    public static int BufferLength(in CompactToken token) => token.SigningInput.Length + StrictBase64Url.DecodedLength(token.Signature.Length);

    /// <summary>The next candidate from <paramref name="index"/> on that has signed the token, or -1.</summary>
    public int Next(int index)
    {
        var algorithm = _header.Algorithm;
        for (; index < _header.Candidates.Length; index++)
        {
            var key = _header.Candidates[index];
            if (_signature.Length == key.SignatureLength(algorithm) && key.Verify(algorithm, _signingInput, _signature))
            {
                return index;
            }
        }

        return -1;
    }
}
