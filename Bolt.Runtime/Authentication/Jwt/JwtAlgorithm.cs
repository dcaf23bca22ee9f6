using System;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Bolt.Authentication.Jwt.Json;

namespace Bolt.Authentication.Jwt;

/// <summary>One of the twelve signature algorithms of RFC 7518 §3 that Bolt knows. There is no other, and no name falls back to another.</summary>
internal sealed class JwtAlgorithm
{
    private JwtAlgorithm(string name, JwtAlgorithmKind kind, HashAlgorithmName hash, int hashLength, int index)
    {
        Name = name;
        Utf8Name = Encoding.UTF8.GetBytes(name);
        Kind = kind;
        Hash = hash;
        HashLength = hashLength;
        Bit = (ushort)(1 << index);
    }

    public static ImmutableArray<JwtAlgorithm> All { get; } =
    [
        new("HS256", JwtAlgorithmKind.Hmac, HashAlgorithmName.SHA256, 32, 0),
        new("HS384", JwtAlgorithmKind.Hmac, HashAlgorithmName.SHA384, 48, 1),
        new("HS512", JwtAlgorithmKind.Hmac, HashAlgorithmName.SHA512, 64, 2),
        new("RS256", JwtAlgorithmKind.RsaPkcs1, HashAlgorithmName.SHA256, 32, 3),
        new("RS384", JwtAlgorithmKind.RsaPkcs1, HashAlgorithmName.SHA384, 48, 4),
        new("RS512", JwtAlgorithmKind.RsaPkcs1, HashAlgorithmName.SHA512, 64, 5),
        new("PS256", JwtAlgorithmKind.RsaPss, HashAlgorithmName.SHA256, 32, 6),
        new("PS384", JwtAlgorithmKind.RsaPss, HashAlgorithmName.SHA384, 48, 7),
        new("PS512", JwtAlgorithmKind.RsaPss, HashAlgorithmName.SHA512, 64, 8),
        new("ES256", JwtAlgorithmKind.Ecdsa, HashAlgorithmName.SHA256, 32, 9),
        new("ES384", JwtAlgorithmKind.Ecdsa, HashAlgorithmName.SHA384, 48, 10),
        new("ES512", JwtAlgorithmKind.Ecdsa, HashAlgorithmName.SHA512, 64, 11),
    ];

    public string Name { get; }

    private byte[] Utf8Name { get; }

    public JwtAlgorithmKind Kind { get; }

    public HashAlgorithmName Hash { get; }

    /// <summary>In bytes.</summary>
    public int HashLength { get; }

    public ushort Bit { get; }

    public RSASignaturePadding RsaPadding => Kind == JwtAlgorithmKind.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;

    /// <summary>Exact, case-sensitive match (RFC 7515 §4.1.1).</summary>
    public static JwtAlgorithm? Find(string? name)
    {
        foreach (var algorithm in All)
        {
            if (string.Equals(algorithm.Name, name, StringComparison.Ordinal))
            {
                return algorithm;
            }
        }

        return null;
    }

    /// <summary>The same for a string in a JSON text.</summary>
    public static JwtAlgorithm? Find(ReadOnlySpan<byte> json, JsonSlice name)
    {
        foreach (var algorithm in All)
        {
            if (name.TextEquals(json, algorithm.Utf8Name))
            {
                return algorithm;
            }
        }

        return null;
    }

    /// <summary>Hashes into <paramref name="destination"/>, which holds at least 64 bytes, and gives the part written.</summary>
    public ReadOnlySpan<byte> HashData(ReadOnlySpan<byte> data, Span<byte> destination) => destination[..(HashLength switch
    {
        32 => SHA256.HashData(data, destination),
        48 => SHA384.HashData(data, destination),
        _ => SHA512.HashData(data, destination),
    })];

    public override string ToString() => Name;
}
