using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace Bolt.Integration.Tests;

/// <summary>The store in memory, which holds logins where it matters most: they have read the user's generation and go on when it has been raised, while the user's sessions are listed.</summary>
public sealed class HoldingStore(TimeProvider time) : ISessionStore, IDisposable
{
    private readonly InMemorySessionStore _store = new(Options.Create(new InMemorySessionStoreOptions()), time);
    private readonly TaskCompletionSource _raised = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _holds = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _asked;
    private int _held;

    /// <summary>How many are held.</summary>
    public int Wanted { get; set; }

    /// <summary>So many are.</summary>
    public Task Holds => _holds.Task;

    public ValueTask<SessionRecord?> FindAsync(SessionId id, CancellationToken cancellationToken) => _store.FindAsync(id, cancellationToken);

    public ValueTask<bool> CreateAsync(SessionRecord record, CancellationToken cancellationToken) => _store.CreateAsync(record, cancellationToken);

    public ValueTask<SessionWrite> ApplyAsync(SessionId id, int epoch, SessionChanges changes, CancellationToken cancellationToken) => _store.ApplyAsync(id, epoch, changes, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>?> TakeAsync(SessionId id, int epoch, string name, CancellationToken cancellationToken) => _store.TakeAsync(id, epoch, name, cancellationToken);

    public ValueTask<SessionWrite> RotateAsync(SessionId id, SecretHash from, SessionRotation rotation, SessionChanges changes, CancellationToken cancellationToken) =>
        _store.RotateAsync(id, from, rotation, changes, cancellationToken);

    public ValueTask TouchAsync(SessionId id, int epoch, DateTimeOffset seen, CancellationToken cancellationToken) => _store.TouchAsync(id, epoch, seen, cancellationToken);

    public ValueTask<bool> DeleteAsync(SessionId id, string? userId, long? generation, CancellationToken cancellationToken) => _store.DeleteAsync(id, userId, generation, cancellationToken);

    public async IAsyncEnumerable<SessionRecord> ListAsync(string backend, string userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var record in _store.ListAsync(backend, userId, cancellationToken))
        {
            await Task.Yield();
            yield return record;
        }
    }

    public async ValueTask<SessionGeneration> GenerationAsync(string backend, string userId, CancellationToken cancellationToken)
    {
        var generation = await _store.GenerationAsync(backend, userId, cancellationToken);
        if (Interlocked.Increment(ref _asked) % 2 == 0 && Interlocked.Increment(ref _held) is var held && held <= Wanted)
        {
            if (held == Wanted)
            {
                _holds.SetResult();
            }

            await _raised.Task;
        }

        return generation;
    }

    public async ValueTask<SessionGeneration> EndGenerationAsync(string backend, string userId, SessionId? except, CancellationToken cancellationToken)
    {
        var generation = await _store.EndGenerationAsync(backend, userId, except, cancellationToken);
        _raised.TrySetResult();
        return generation;
    }

    public ValueTask PurgeAsync(DateTimeOffset now, CancellationToken cancellationToken) => _store.PurgeAsync(now, cancellationToken);

    public void Dispose() => _store.Dispose();
}
