namespace Bolt.Behavior.Server;

/// <summary>Stands for a database: finds keys by their hash, cannot be asked for some, and answers wrongly for one.</summary>
internal sealed class KeyStore(Calls calls) : IApiKeyStore
{
    private static readonly ApiKey Stored = new("stored", ApiKey.Hash("stored-key")) { Permissions = ["a.read"] };

    public async ValueTask<ApiKey?> FindAsync(string keyHash, CancellationToken cancellationToken)
    {
        calls.Count("store");
        await Task.Yield();
        return keyHash == ApiKey.Hash("down-key") ? throw new TimeoutException("query with " + keyHash)
            : keyHash == ApiKey.Hash("stored-key") || keyHash == ApiKey.Hash("sloppy-key") ? Stored
            : keyHash == ApiKey.Hash("stored-past-key") ? new ApiKey("past", keyHash) { ExpiresAt = DateTimeOffset.UnixEpoch }
            : null;
    }
}
