using System;
using System.Threading;
using System.Threading.Tasks;

namespace Bolt.Testing.Credentials;

/// <summary>Finds the keys of this test run, and else what the application's own store finds.</summary>
internal sealed class TestKeyStore(TestApiKeys keys, Type backend, IApiKeyStore? inner) : IApiKeyStore
{
    public ValueTask<ApiKey?> FindAsync(string keyHash, CancellationToken cancellationToken) =>
        keys.Find(backend, keyHash) is { } key ? new(key) : inner?.FindAsync(keyHash, cancellationToken) ?? default;
}
