using System;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Bolt.Authentication.Jwt.Token;

namespace Bolt.Authentication.Sessions;

/// <summary>What a cookie says: a public id of 16 octets and a secret of 32, as 64 characters of base64url. Kept no longer than a request.</summary>
internal readonly struct SessionSecret
{
    public const int TextLength = 64;
    private const int Size = 48;

    private readonly Octets _octets;

    private SessionSecret(ReadOnlySpan<byte> octets)
    {
        octets.CopyTo(_octets);
        Id = new SessionId(octets[..SessionId.Size]);
    }

    public SessionId Id { get; }

    public static SessionSecret New(SessionId id)
    {
        Span<byte> octets = stackalloc byte[Size];
        id.CopyTo(octets);
        RandomNumberGenerator.Fill(octets[SessionId.Size..]);
        return new(octets);
    }

    /// <summary>64 characters of the alphabet are 48 octets, in one way only.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out SessionSecret secret)
    {
        secret = default;
        if (text.Length != TextLength || !StrictBase64Url.IsCanonical(text))
        {
            return false;
        }

        Span<byte> octets = stackalloc byte[Size];
        StrictBase64Url.Decode(text, octets);
        secret = new(octets);
        return true;
    }

    /// <param name="prefix">Application and backend: the secret is worth nothing elsewhere.</param>
    [SkipLocalsInit]
    public SecretHash Hash(ReadOnlySpan<byte> prefix)
    {
        Span<byte> input = stackalloc byte[1024];
        input = prefix.Length + SecretHash.Size <= input.Length ? input : new byte[prefix.Length + SecretHash.Size];
        prefix.CopyTo(input);
        ReadOnlySpan<byte> octets = _octets;
        octets[SessionId.Size..].CopyTo(input[prefix.Length..]);
        Span<byte> hash = stackalloc byte[SecretHash.Size];
        SHA256.HashData(input[..(prefix.Length + SecretHash.Size)], hash);
        return new(hash);
    }

    public bool Is(in SessionSecret other) => CryptographicOperations.FixedTimeEquals(_octets, other._octets);

    /// <summary>The cookie's value. Nothing else may write it down.</summary>
    public string ToCookie() => Base64Url.EncodeToString(_octets);

    public override string ToString() => Id.ToString();

    [InlineArray(Size)]
    private struct Octets
    {
        private byte _first;
    }
}
