using System.Runtime.CompilerServices;
using Bolt.Authentication.Sessions;
using Bolt.Conformance;
using Microsoft.Extensions.Options;

namespace Bolt.Runtime.Tests;

/// <summary>The checks that any store runs notice one that does not hold.</summary>
public sealed class SessionStoreChecksTests
{
    [Theory]
    [InlineData(Weakness.LosesWrites)]
    [InlineData(Weakness.HandsOutTwice)]
    [InlineData(Weakness.RotatesTwice)]
    [InlineData(Weakness.FindsHalf)]
    public async Task Parallel_steps_notice_what_is_not_atomic(Weakness weakness)
    {
        var checks = new SessionStoreChecks(time => new WeakStore(time, weakness));
        var noticed = await Assert.ThrowsAsync<StoreCheckException>(checks.ParallelSteps(1, 400).RunAsync);
        Assert.Matches("^Seed [0-9]+: no order of these calls explains what the store said; it began as s0 epoch 0 nobody minute 0 \\[a=x b=y\\]\n", noticed.Message);
    }

    /// <summary>Of a dozen calls one is wrong, and a look shows it.</summary>
    [Fact]
    public async Task Parallel_steps_leave_out_what_is_not_needed_to_fail()
    {
        var checks = new SessionStoreChecks(static time => new WeakStore(time, Weakness.TakesNothing));
        var noticed = await Assert.ThrowsAsync<StoreCheckException>(checks.ParallelSteps(1, 50).RunAsync);
        Assert.Matches("\\[a=x b=y\\]\n +1 to +2  caller [123]: take [ab] \\(epoch 0\\): [xy]\n +3 to +4  caller 0: find: s0 epoch 0 nobody minute 0 \\[a=x b=y\\]$", noticed.Message);
    }

    [Theory]
    [InlineData(Weakness.DeletesNothing, "logout")]
    [InlineData(Weakness.DeletesNothing, "flush")]
    [InlineData(Weakness.DeletesNothing, "end")]
    [InlineData(Weakness.DeletesNothing, "end all")]
    [InlineData(Weakness.DeletesNothing, "refresh")]
    [InlineData(Weakness.WritesNothing, "write")]
    [InlineData(Weakness.WritesNothing, "the first write")]
    [InlineData(Weakness.RotatesNothing, "login")]
    [InlineData(Weakness.RotatesNothing, "cycle")]
    [InlineData(Weakness.TakesNothing, "pop")]
    [InlineData(Weakness.TouchEnds, "touch")]
    public async Task Faults_notice_a_store_that_only_says_it_did(Weakness weakness, string operation)
    {
        var checks = new SessionStoreChecks(time => new WeakStore(time, weakness));
        var noticed = await Assert.ThrowsAsync<StoreCheckException>(checks.All().Single(c => c.Name == "a store that fails on its n-th call, for all n: " + operation).RunAsync);
        Assert.Contains(operation + ", call ", noticed.Message, StringComparison.Ordinal);
    }

    public enum Weakness
    {
        LosesWrites,
        HandsOutTwice,
        RotatesTwice,
        FindsHalf,
        DeletesNothing,
        WritesNothing,
        RotatesNothing,
        TakesNothing,
        TouchEnds,
    }

    /// <summary>A store that reads, lets others come between, and writes; or does not do what it says.</summary>
    private sealed class WeakStore(TimeProvider time, Weakness weakness) : ISessionStore, IDisposable
    {
        private readonly InMemorySessionStore _store = new(Options.Create(new InMemorySessionStoreOptions()), time);

        public async ValueTask<SessionRecord?> FindAsync(SessionId id, CancellationToken cancellationToken)
        {
            var found = await _store.FindAsync(id, cancellationToken);
            if (weakness != Weakness.FindsHalf)
            {
                return found;
            }

            await Task.Yield();
            return found is not null && await _store.FindAsync(id, cancellationToken) is { } later ? SessionValues.With(found, later.Values) : null;
        }

        public ValueTask<bool> CreateAsync(SessionRecord record, CancellationToken cancellationToken) =>
            weakness == Weakness.WritesNothing && record.UserId is null ? new(true) : _store.CreateAsync(record, cancellationToken);

        public async ValueTask<SessionWrite> ApplyAsync(SessionId id, int epoch, SessionChanges changes, CancellationToken cancellationToken)
        {
            if (weakness == Weakness.WritesNothing)
            {
                return SessionWrite.Applied;
            }

            if (weakness == Weakness.LosesWrites && await _store.FindAsync(id, cancellationToken) is { } found)
            {
                await Task.Yield();
                changes = new SessionChanges { Cleared = true, Set = SessionValues.Merge(found.Values, changes) };
            }

            return await _store.ApplyAsync(id, epoch, changes, cancellationToken);
        }

        public async ValueTask<ReadOnlyMemory<byte>?> TakeAsync(SessionId id, int epoch, string name, CancellationToken cancellationToken)
        {
            if (weakness is not (Weakness.HandsOutTwice or Weakness.TakesNothing))
            {
                return await _store.TakeAsync(id, epoch, name, cancellationToken);
            }

            if (await _store.FindAsync(id, cancellationToken) is not { } found || found.Epoch != epoch || !found.Values.TryGetValue(name, out var value))
            {
                return null;
            }

            await Task.Yield();
            if (weakness == Weakness.HandsOutTwice)
            {
                await _store.ApplyAsync(id, epoch, new SessionChanges { Removed = [name] }, cancellationToken);
            }

            return value;
        }

        public async ValueTask<SessionWrite> RotateAsync(SessionId id, SecretHash from, SessionRotation rotation, SessionChanges changes, CancellationToken cancellationToken)
        {
            if (weakness == Weakness.RotatesNothing)
            {
                return SessionWrite.Applied;
            }

            if (weakness == Weakness.RotatesTwice && await _store.FindAsync(id, cancellationToken) is { } found && found.SecretHash == from)
            {
                await Task.Yield();
                from = (await _store.FindAsync(id, cancellationToken))?.SecretHash ?? from;
            }

            return await _store.RotateAsync(id, from, rotation, changes, cancellationToken);
        }

        public async ValueTask TouchAsync(SessionId id, int epoch, DateTimeOffset seen, CancellationToken cancellationToken)
        {
            await _store.TouchAsync(id, epoch, seen, cancellationToken);
            if (weakness == Weakness.TouchEnds && await _store.FindAsync(id, cancellationToken) is { } found)
            {
                await _store.DeleteAsync(id, found.UserId, null, cancellationToken);
            }
        }

        public ValueTask<bool> DeleteAsync(SessionId id, string? userId, long? generation, CancellationToken cancellationToken) =>
            weakness == Weakness.DeletesNothing ? new(true) : _store.DeleteAsync(id, userId, generation, cancellationToken);

        public async IAsyncEnumerable<SessionRecord> ListAsync(string backend, string userId, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var record in _store.ListAsync(backend, userId, cancellationToken))
            {
                yield return record;
            }
        }

        public ValueTask<SessionGeneration> GenerationAsync(string backend, string userId, CancellationToken cancellationToken) => _store.GenerationAsync(backend, userId, cancellationToken);

        public ValueTask<SessionGeneration> EndGenerationAsync(string backend, string userId, SessionId? except, CancellationToken cancellationToken) =>
            _store.EndGenerationAsync(backend, userId, except, cancellationToken);

        public ValueTask PurgeAsync(DateTimeOffset now, CancellationToken cancellationToken) => _store.PurgeAsync(now, cancellationToken);

        public void Dispose() => _store.Dispose();
    }
}
