using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace Bolt.Integration.Tests;

/// <summary>The store in memory, which notes what it is asked, and is down when a test says so.</summary>
public sealed partial class CountingStore(TimeProvider time) : ISessionStore, IDisposable
{
    private readonly InMemorySessionStore _store = new(Options.Create(new InMemorySessionStoreOptions()), time);

    public bool IsDown { get; set; }

    public bool FailsWrites { get; set; }

    /// <summary>The one method that fails, or null.</summary>
    public string? Fails { get; set; }

    /// <summary>Does nothing for a request that is over, as the client of a database.</summary>
    public bool LooksAtTokens { get; set; }

    /// <summary>How many ids are going to exist already.</summary>
    public int Collisions { get; set; }

    public int Finds { get; set; }

    public int Calls { get; set; }

    /// <summary>The methods that were called, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public ValueTask<SessionRecord?> FindAsync(SessionId id, CancellationToken cancellationToken)
    {
        Finds++;
        return Up(cancellationToken)._store.FindAsync(id, cancellationToken);
    }

    public ValueTask<bool> CreateAsync(SessionRecord record, CancellationToken cancellationToken) =>
        Up(cancellationToken, isWrite: true).Collisions-- > 0 ? new(false) : _store.CreateAsync(record, cancellationToken);

    public ValueTask<SessionWrite> ApplyAsync(SessionId id, int epoch, SessionChanges changes, CancellationToken cancellationToken) =>
        Up(cancellationToken, isWrite: true)._store.ApplyAsync(id, epoch, changes, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>?> TakeAsync(SessionId id, int epoch, string name, CancellationToken cancellationToken) =>
        Up(cancellationToken, isWrite: true)._store.TakeAsync(id, epoch, name, cancellationToken);

    public ValueTask<SessionWrite> RotateAsync(SessionId id, SecretHash from, SessionRotation rotation, SessionChanges changes, CancellationToken cancellationToken) =>
        Up(cancellationToken, isWrite: true)._store.RotateAsync(id, from, rotation, changes, cancellationToken);

    public ValueTask TouchAsync(SessionId id, int epoch, DateTimeOffset seen, CancellationToken cancellationToken) => Up(cancellationToken)._store.TouchAsync(id, epoch, seen, cancellationToken);

    public ValueTask<bool> DeleteAsync(SessionId id, string? userId, long? generation, CancellationToken cancellationToken) =>
        Up(cancellationToken, isWrite: true)._store.DeleteAsync(id, userId, generation, cancellationToken);

    public IAsyncEnumerable<SessionRecord> ListAsync(string backend, string userId, CancellationToken cancellationToken) => Up(cancellationToken)._store.ListAsync(backend, userId, cancellationToken);

    public ValueTask<SessionGeneration> GenerationAsync(string backend, string userId, CancellationToken cancellationToken) => Up(cancellationToken)._store.GenerationAsync(backend, userId, cancellationToken);

    public ValueTask<SessionGeneration> EndGenerationAsync(string backend, string userId, SessionId? except, CancellationToken cancellationToken) =>
        Up(cancellationToken)._store.EndGenerationAsync(backend, userId, except, cancellationToken);

    public ValueTask PurgeAsync(DateTimeOffset now, CancellationToken cancellationToken) => Up(cancellationToken)._store.PurgeAsync(now, cancellationToken);

    public void Dispose() => _store.Dispose();

    private CountingStore Up(CancellationToken cancellationToken, bool isWrite = false, [CallerMemberName] string method = "")
    {
        Calls++;
        Asked.Enqueue(method);
        if (LooksAtTokens)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return IsDown || Fails == method || (isWrite && FailsWrites) ? throw new IOException("scripted: the store is down") : this;
    }
}
