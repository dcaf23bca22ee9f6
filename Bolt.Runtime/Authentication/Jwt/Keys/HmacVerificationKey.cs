using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Bolt.Authentication.Jwt.Keys;

/// <summary>A shared secret (RFC 7518 §3.2).</summary>
internal sealed class HmacVerificationKey(byte[] secret, string? kid, JwtAlgorithmSet algorithms, KeyTrust trust) : VerificationKey(kid, algorithms, trust)
{
    /// <summary>
    /// Keying a hash costs as much as hashing a token, so each thread keeps the one that verified a token last: nearly always the one it needs next, and no thread waits for
    /// another.
    /// </summary>
    [ThreadStatic]
    private static KeyedHash? _last;

    public override int SignatureLength(JwtAlgorithm algorithm) => algorithm.HashLength;

    [SkipLocalsInit]
    public override bool Verify(JwtAlgorithm algorithm, ReadOnlySpan<byte> signingInput, ReadOnlySpan<byte> signature)
    {
        Span<byte> mac = stackalloc byte[64];
        mac = mac[..algorithm.HashLength];
        if (_last is { } last && last.IsFor(this, algorithm))
        {
            return Compute(last.Hash, signingInput, mac) && CryptographicOperations.FixedTimeEquals(mac, signature);
        }

        // Allocates nothing, so that a forged token that is tried with many keys leaves no garbage. Only a good one is worth a keyed hash.
        Compute(algorithm, signingInput, mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, signature))
        {
            return false;
        }

        Keep(algorithm);
        return true;
    }

    private static bool Compute(HMAC hash, ReadOnlySpan<byte> input, Span<byte> mac)
    {
        try
        {
            return hash.TryComputeHash(input, mac, out var written) && written == mac.Length;
        }
        catch
        {
            // It may have hashed a part of the input, and must not verify the next token.
            _last = null;
            throw;
        }
    }

    private void Compute(JwtAlgorithm algorithm, ReadOnlySpan<byte> input, Span<byte> mac) => _ = algorithm.HashLength switch
    {
        32 => HMACSHA256.HashData(secret, input, mac),
        48 => HMACSHA384.HashData(secret, input, mac),
        _ => HMACSHA512.HashData(secret, input, mac),
    };

    [SuppressMessage("Reliability", "CA2000", Justification = "Kept for the thread, and disposed when another one takes its place.")]
    private void Keep(JwtAlgorithm algorithm)
    {
        _last?.Hash.Dispose();
        _last = null;
        _last = new KeyedHash(this, algorithm, algorithm.HashLength switch
        {
            32 => new HMACSHA256(secret),
            48 => new HMACSHA384(secret),
            _ => new HMACSHA512(secret),
        });
    }

    private sealed class KeyedHash(HmacVerificationKey key, JwtAlgorithm algorithm, HMAC hash)
    {
        public HMAC Hash => hash;

        public bool IsFor(HmacVerificationKey other, JwtAlgorithm named) => ReferenceEquals(key, other) && ReferenceEquals(algorithm, named);
    }
}
