using Bolt;

namespace Bolt.Sessions.Server;

/// <summary>The store in memory, which counts what was written, and is down when a test says so.</summary>
internal sealed class CountingFamilies(TimeProvider time) : IRefreshTokenStore, IDisposable
{
    private readonly InMemoryRefreshTokenStore _store = new(time);
    private int _writes;

    public bool IsDown { get; set; }

    /// <summary>Families created, replaced and ended.</summary>
    public int Writes => Volatile.Read(ref _writes);

    private InMemoryRefreshTokenStore Store => IsDown ? throw new IOException("scripted: the store is down") : _store;

    public async ValueTask CreateAsync(RefreshFamily family, CancellationToken cancellationToken)
    {
        await Store.CreateAsync(family, cancellationToken);
        Interlocked.Increment(ref _writes);
    }

    public async ValueTask<RefreshFamily?> FindAsync(string id, CancellationToken cancellationToken)
    {
        // As a database would: parallel calls see what was there before any of them has written.
        await Task.Yield();
        return await Store.FindAsync(id, cancellationToken);
    }

    public async ValueTask<bool> TryReplaceAsync(RefreshFamily next, int expectedGeneration, CancellationToken cancellationToken) =>
        Written(await Store.TryReplaceAsync(next, expectedGeneration, cancellationToken));

    public async ValueTask<bool> EndAsync(string id, DateTimeOffset endedAt, RefreshEndReason reason, CancellationToken cancellationToken) =>
        Written(await Store.EndAsync(id, endedAt, reason, cancellationToken));

    public IAsyncEnumerable<RefreshFamily> ListAsync(string userId, CancellationToken cancellationToken) => Store.ListAsync(userId, cancellationToken);

    public ValueTask<long> GenerationAsync(string userId, CancellationToken cancellationToken) => Store.GenerationAsync(userId, cancellationToken);

    public ValueTask<long> EndGenerationAsync(string userId, CancellationToken cancellationToken) => Store.EndGenerationAsync(userId, cancellationToken);

    public void Dispose() => _store.Dispose();

    private bool Written(bool isWritten)
    {
        if (isWritten)
        {
            Interlocked.Increment(ref _writes);
        }

        return isWritten;
    }
}
