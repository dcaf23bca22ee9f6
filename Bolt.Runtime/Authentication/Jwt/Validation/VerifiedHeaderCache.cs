using System;
using System.Threading;

namespace Bolt.Authentication.Jwt.Validation;

/// <summary>
/// An issuer's tokens share exactly the same header, so the parsed header is kept. Only headers of verified tokens are added: an attacker cannot fill it.
/// </summary>
internal sealed class VerifiedHeaderCache
{
    private readonly JwtHeader?[] _entries = new JwtHeader?[8];
    private int _next;

    /// <summary>The header that the token starts with, where it is known. With it, it is known where the header ends.</summary>
    public JwtHeader? Find(ReadOnlySpan<char> token)
    {
        foreach (var entry in _entries)
        {
            if (entry is null)
            {
                return null;
            }

            var segment = entry.Segment;
            if (segment.Length < token.Length && token[segment.Length] == '.' && token.StartsWith(segment))
            {
                return entry;
            }
        }

        return null;
    }

    public void Add(JwtHeader header)
    {
        var slot = (uint)(Interlocked.Increment(ref _next) - 1) % (uint)_entries.Length;
        Volatile.Write(ref _entries[slot], header);
    }
}
