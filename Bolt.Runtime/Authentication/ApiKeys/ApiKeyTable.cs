using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Security.Cryptography;

namespace Bolt.Authentication.ApiKeys;

/// <summary>
/// The configured keys, frozen; replaced as a whole when configuration changes. Found by the head of their hash and then compared whole in fixed time, so that ten thousand
/// keys cost no more than one. What the look-up takes tells a caller nothing: it depends on the SHA-256 of a text he must already have, mixed with a number drawn at random
/// for this table, so that neither a hit nor a miss brings him nearer to a key or to a stored hash.
/// </summary>
internal sealed class ApiKeyTable
{
    private readonly FrozenDictionary<ulong, Entry> _entries;
    private readonly ulong _mix;

    public ApiKeyTable(ApiKeyOptions options, string backend)
    {
        Header = options.Header;
        IsAuthorization = string.Equals(options.Header, "Authorization", StringComparison.OrdinalIgnoreCase);
        RandomNumberGenerator.Fill(System.Runtime.InteropServices.MemoryMarshal.AsBytes(new Span<ulong>(ref _mix)));
        var entries = new Dictionary<ulong, Entry>();
        foreach (var key in options.Keys)
        {
            if (ApiKeyHash.TryParse(key.KeyHash, out var hash))
            {
                entries.TryGetValue(hash.Head ^ _mix, out var next);
                entries[hash.Head ^ _mix] = new Entry(hash, new ApiKeyIdentity(key, backend), next);
            }
        }

        _entries = entries.ToFrozenDictionary();
    }

    public string Header { get; }

    public bool IsAuthorization { get; }

    public ApiKeyIdentity? Find(in ApiKeyHash hash)
    {
        _entries.TryGetValue(hash.Head ^ _mix, out var entry);
        for (; entry is not null; entry = entry.Next)
        {
            if (entry.Hash.FixedTimeEquals(hash))
            {
                return entry.Holder;
            }
        }

        return null;
    }

    /// <summary>Several only where two hashes begin with the same eight bytes.</summary>
    private sealed class Entry(ApiKeyHash hash, ApiKeyIdentity holder, Entry? next)
    {
        private readonly ApiKeyHash _hash = hash;

        public ref readonly ApiKeyHash Hash => ref _hash;

        public ApiKeyIdentity Holder { get; } = holder;

        public Entry? Next { get; } = next;
    }
}
