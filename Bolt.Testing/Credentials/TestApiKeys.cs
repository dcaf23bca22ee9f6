using System;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Bolt.Testing.Credentials;

/// <summary>The keys of this test run, by backend and hash: random, and known to the application under test only.</summary>
internal sealed class TestApiKeys
{
    private readonly ConcurrentDictionary<(Type Backend, string Hash), ApiKey> _keys = [];

    /// <summary>A new key; the application's own backend verifies it like any other.</summary>
    public string Add(Type backend, Func<string, ApiKey> create)
    {
        var key = RandomNumberGenerator.GetHexString(64, lowercase: true);
        var hash = ApiKey.Hash(key);
        _keys[(backend, hash)] = create(hash);
        return key;
    }

    public ApiKey? Find(Type backend, string hash) => _keys.TryGetValue((backend, hash), out var key) ? key : null;
}
