using System;
using System.Collections.Generic;
using Bolt.Authentication.Jwt.Json;
using Bolt.Authentication.Jwt.Validation;

namespace Bolt.Authentication.Jwt.Keys;

/// <summary>The keys trusted at one moment. Never changed: a change of keys is another set, and whatever was verified with this one is forgotten with it.</summary>
internal sealed class KeySet(IReadOnlyCollection<VerificationKey> keys, bool lacksIssuer = false)
{
    private readonly VerificationKey[] _keys = [.. keys];

    public int Count => _keys.Length;

    /// <summary>True when an issuer's keys belong here too and are not there: a token that no key here verifies may be a good one.</summary>
    public bool LacksIssuer { get; } = lacksIssuer;

    /// <summary>Headers of tokens that this set has verified.</summary>
    public VerifiedHeaderCache Headers { get; } = new();

    /// <summary>The keys that may have signed a token with this header. A key without a name fits any <c>kid</c>.</summary>
    /// <param name="algorithm">What the header names.</param>
    /// <param name="json">The header.</param>
    /// <param name="kid">Its <c>kid</c>, or null.</param>
    public VerificationKey[] Select(JwtAlgorithm algorithm, ReadOnlySpan<byte> json, JsonSlice? kid)
    {
        var count = 0;
        foreach (var key in _keys)
        {
            count += Fits(key, algorithm, json, kid) ? 1 : 0;
        }

        var selected = count == 0 ? [] : new VerificationKey[count];
        for (var i = 0; count > 0; i++)
        {
            if (Fits(_keys[i], algorithm, json, kid))
            {
                selected[^count--] = _keys[i];
            }
        }

        return selected;
    }

    /// <summary>True when some key may be used with the algorithm.</summary>
    public bool Serves(JwtAlgorithm algorithm)
    {
        foreach (var key in _keys)
        {
            if (key.Algorithms.Contains(algorithm))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when some key has exactly this name.</summary>
    public bool Knows(string kid)
    {
        foreach (var key in _keys)
        {
            if (string.Equals(key.Kid, kid, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The same for a string in a JSON text.</summary>
    public bool Knows(ReadOnlySpan<byte> json, JsonSlice kid)
    {
        foreach (var key in _keys)
        {
            if (key.Utf8Kid is { } name && kid.TextEquals(json, name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Fits(VerificationKey key, JwtAlgorithm algorithm, ReadOnlySpan<byte> json, JsonSlice? kid) =>
        key.Algorithms.Contains(algorithm) && (kid is not { } name || key.Utf8Kid is null || name.TextEquals(json, key.Utf8Kid));
}
