using System;
using System.Collections.Generic;

namespace Bolt;

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
    public VerificationKey[] Select(JwtAlgorithm algorithm, string? kid)
    {
        var selected = new List<VerificationKey>();
        foreach (var key in _keys)
        {
            if (key.Algorithms.Contains(algorithm) && (kid is null || key.Kid is null || string.Equals(key.Kid, kid, StringComparison.Ordinal)))
            {
                selected.Add(key);
            }
        }

        return [.. selected];
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
}
