using System;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Bolt.Authentication.Jwt.Token;

namespace Bolt.Authentication.Jwt.Refresh;

/// <summary>
/// <c>bolt_r1.</c> and 64 characters of base64url: a selector of 16 bytes, which never changes, and a secret of 32. Opaque, so that no JWT backend can take it for an access token. Kept no longer than a call.
/// </summary>
internal readonly struct RefreshToken
{
    public const string Prefix = "bolt_r1.";

    public const int SecretSize = 32;

    private const int SelectorSize = 16;
    private const int Size = SelectorSize + SecretSize;
    private const int TextLength = 64;

    private readonly Bytes _bytes;

    private RefreshToken(ReadOnlySpan<byte> bytes) => bytes.CopyTo(_bytes);

    private ReadOnlySpan<byte> Selector
    {
        [UnscopedRef]
        get => ((ReadOnlySpan<byte>)_bytes)[..SelectorSize];
    }

    private ReadOnlySpan<byte> Secret
    {
        [UnscopedRef]
        get => ((ReadOnlySpan<byte>)_bytes)[SelectorSize..];
    }

    public static RefreshToken New()
    {
        Span<byte> bytes = stackalloc byte[Size];
        RandomNumberGenerator.Fill(bytes);
        return new(bytes);
    }

    /// <summary>64 characters of the alphabet are 48 bytes, in one way only.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out RefreshToken token)
    {
        token = default;
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || text.Length != Prefix.Length + TextLength || !StrictBase64Url.IsCanonical(text[Prefix.Length..]))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[Size];
        StrictBase64Url.Decode(text[Prefix.Length..], bytes);
        token = new(bytes);
        return true;
    }

    /// <summary>The family's id: public, and it leads back to nothing.</summary>
    public string FamilyId()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> input = stackalloc byte["bolt family"u8.Length + SelectorSize];
        "bolt family"u8.CopyTo(input);
        Selector.CopyTo(input["bolt family"u8.Length..]);
        SHA256.HashData(input, hash);
        return Convert.ToHexStringLower(hash[..SelectorSize]);
    }

    /// <summary>What a store keeps in the secret's place.</summary>
    public byte[] Hash() => SHA256.HashData(Secret);

    public bool Is(ReadOnlySpan<byte> hash)
    {
        Span<byte> own = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Secret, own);
        return CryptographicOperations.FixedTimeEquals(own, hash);
    }

    /// <summary>
    /// The token's only successor. Anyone who has the token cannot compute it without the nonce, which the store keeps; anyone who reads the store cannot without the token's secret. So nothing that opens
    /// anything is ever stored, and the same answer can be given again.
    /// </summary>
    public RefreshToken Next(ReadOnlySpan<byte> nonce, int generation)
    {
        var label = "bolt next"u8;
        Span<byte> input = stackalloc byte[label.Length + nonce.Length + sizeof(int)];
        label.CopyTo(input);
        nonce.CopyTo(input[label.Length..]);
        BinaryPrimitives.WriteInt32BigEndian(input[^sizeof(int)..], generation);
        Span<byte> bytes = stackalloc byte[Size];
        Selector.CopyTo(bytes);
        HMACSHA256.HashData(Secret, input, bytes[SelectorSize..]);
        return new(bytes);
    }

    /// <summary>The token as the client gets it. Nothing else may write it down.</summary>
    public string ToClient() => Prefix + Base64Url.EncodeToString(_bytes);

    public override string ToString() => FamilyId();

    [InlineArray(Size)]
    private struct Bytes
    {
        private byte _first;
    }
}
