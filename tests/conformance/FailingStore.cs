using System.Runtime.CompilerServices;

namespace Bolt.Conformance;

/// <summary>A store that fails on one of its calls: before it does what it was asked, or after it. What asked cannot tell which.</summary>
internal sealed class FailingStore(ISessionStore store) : ISessionStore
{
    private int _calls;
    private int _failsAt;
    private bool _isDone;

    /// <summary>From here on the n-th call fails.</summary>
    /// <param name="n">Which.</param>
    /// <param name="isDone">It fails after it has done what it was asked.</param>
    public void FailAt(int n, bool isDone) => (_calls, _failsAt, _isDone) = (0, n, isDone);

    /// <summary>From here on no call fails. True where one has.</summary>
    public bool Repair()
    {
        var hasFailed = _calls >= _failsAt;
        _failsAt = 0;
        return hasFailed;
    }

    public ValueTask<SessionRecord?> FindAsync(SessionId id, CancellationToken cancellationToken) => Call(() => store.FindAsync(id, cancellationToken));

    public ValueTask<bool> CreateAsync(SessionRecord record, CancellationToken cancellationToken) => Call(() => store.CreateAsync(record, cancellationToken));

    public ValueTask<SessionWrite> ApplyAsync(SessionId id, int epoch, SessionChanges changes, CancellationToken cancellationToken) =>
        Call(() => store.ApplyAsync(id, epoch, changes, cancellationToken));

    public ValueTask<ReadOnlyMemory<byte>?> TakeAsync(SessionId id, int epoch, string name, CancellationToken cancellationToken) =>
        Call(() => store.TakeAsync(id, epoch, name, cancellationToken));

    public ValueTask<SessionWrite> RotateAsync(SessionId id, SecretHash from, SessionRotation rotation, SessionChanges changes, CancellationToken cancellationToken) =>
        Call(() => store.RotateAsync(id, from, rotation, changes, cancellationToken));

    public async ValueTask TouchAsync(SessionId id, int epoch, DateTimeOffset seen, CancellationToken cancellationToken) => await Call(async () =>
    {
        await store.TouchAsync(id, epoch, seen, cancellationToken);
        return true;
    });

    public ValueTask<bool> DeleteAsync(SessionId id, string? userId, long? generation, CancellationToken cancellationToken) =>
        Call(() => store.DeleteAsync(id, userId, generation, cancellationToken));

    public async IAsyncEnumerable<SessionRecord> ListAsync(string backend, string userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var fails = Next();
        Fail(fails && !_isDone);
        await foreach (var record in store.ListAsync(backend, userId, cancellationToken))
        {
            yield return record;
        }

        Fail(fails);
    }

    public ValueTask<SessionGeneration> GenerationAsync(string backend, string userId, CancellationToken cancellationToken) =>
        Call(() => store.GenerationAsync(backend, userId, cancellationToken));

    public ValueTask<SessionGeneration> EndGenerationAsync(string backend, string userId, SessionId? except, CancellationToken cancellationToken) =>
        Call(() => store.EndGenerationAsync(backend, userId, except, cancellationToken));

    public ValueTask PurgeAsync(DateTimeOffset now, CancellationToken cancellationToken) => store.PurgeAsync(now, cancellationToken);

    /// <summary>Before the call it throws at once, and after it from what is awaited: stores do both.</summary>
    private ValueTask<T> Call<T>(Func<ValueTask<T>> call)
    {
        var fails = Next();
        Fail(fails && !_isDone);
        return fails ? ThenFail(call) : call();
    }

    private static async ValueTask<T> ThenFail<T>(Func<ValueTask<T>> call)
    {
        var result = await call();
        Fail(true);
        return result;
    }

    private bool Next() => ++_calls == _failsAt;

    private static void Fail(bool fails)
    {
        if (fails)
        {
            throw new IOException("The store was made to fail.");
        }
    }
}
