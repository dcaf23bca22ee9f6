namespace Bolt.Behavior.Server;

/// <summary>A revocation store that never answers, at once or after a wait.</summary>
internal sealed class DownStore(bool later) : IRevocationStore
{
    public ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken cancellationToken) => later ? Fail() : throw new TimeoutException("the store is down");

    public ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken) => throw new TimeoutException("the store is down");

    private static async ValueTask<bool> Fail()
    {
        await Task.Delay(1);
        throw new TimeoutException("the store is down");
    }
}
