using System.Runtime.CompilerServices;

namespace Bolt.Runtime.Tests;

/// <summary>Lets one of several requests go on at a time, each up to its next call of the store. One thread, so that a schedule is a list of numbers and can be run again.</summary>
internal sealed class Schedule(IReadOnlyList<int> choices)
{
    private readonly List<(int Actor, TaskCompletionSource Gate)> _waiting = [];
    private int _current;
    private bool _isFree = true;

    /// <summary>What was chosen at each step, and out of how many.</summary>
    public List<(int Chosen, int Of)> Taken { get; } = [];

    public int Current => _current;

    public ValueTask SwitchAsync()
    {
        if (_isFree)
        {
            return default;
        }

        var gate = new TaskCompletionSource();
        _waiting.Add((_current, gate));
        return new(gate.Task);
    }

    public void Run(params Func<Task>[] actors)
    {
        _isFree = false;
        var tasks = new List<Task>();
        for (_current = 0; _current < actors.Length; _current++)
        {
            // The order in which two requests begin is free as well: nothing happens before their first call.
            tasks.Add(actors[_current]());
        }

        while (_waiting.Count > 0)
        {
            _waiting.Sort(static (a, b) => a.Actor.CompareTo(b.Actor));
            var chosen = Taken.Count < choices.Count ? choices[Taken.Count] : 0;
            Taken.Add((chosen, _waiting.Count));
            var (actor, gate) = _waiting[chosen];
            _waiting.RemoveAt(chosen);
            _current = actor;
            gate.SetResult();
        }

        _isFree = true;
        Task.WhenAll(tasks).GetAwaiter().GetResult();
    }

    /// <summary>The next schedule in order, or null.</summary>
    public static List<int>? After(List<(int Chosen, int Of)> taken)
    {
        for (var i = taken.Count - 1; i >= 0; i--)
        {
            if (taken[i].Chosen + 1 < taken[i].Of)
            {
                return [.. taken.Take(i).Select(static t => t.Chosen), taken[i].Chosen + 1];
            }
        }

        return null;
    }
}

/// <summary>A store each call of which is a step of the schedule. What it leaves out, where a test says so, is what a rule is for.</summary>
internal sealed class ScheduledStore : ISessionStore
{
    public ISessionStore Inner { get; set; } = null!;

    public Schedule Schedule { get; set; } = new([]);

    /// <summary>Which request did what, in order.</summary>
    public List<(int Actor, string Call, bool Succeeded)> Trace { get; } = [];

    public bool IgnoresEpochs { get; set; }

    public bool IgnoresGenerations { get; set; }

    public bool ForgetsRotations { get; set; }

    public async ValueTask<SessionRecord?> FindAsync(SessionId id, CancellationToken cancellationToken)
    {
        await Schedule.SwitchAsync().ConfigureAwait(false);
        var found = await Inner.FindAsync(id, cancellationToken).ConfigureAwait(false);
        return found is not null && ForgetsRotations ? Without(found) : found;
    }

    public ValueTask<bool> CreateAsync(SessionRecord record, CancellationToken cancellationToken) =>
        Step("create", () => Inner.CreateAsync(record, cancellationToken), static created => created);

    public ValueTask<SessionWrite> ApplyAsync(SessionId id, int epoch, SessionChanges changes, CancellationToken cancellationToken) =>
        Step("apply", async () => await Inner.ApplyAsync(id, await Epoch(id, epoch).ConfigureAwait(false), changes, cancellationToken).ConfigureAwait(false), static w => w == SessionWrite.Applied);

    public ValueTask<ReadOnlyMemory<byte>?> TakeAsync(SessionId id, int epoch, string name, CancellationToken cancellationToken) =>
        Step("take", async () => await Inner.TakeAsync(id, await Epoch(id, epoch).ConfigureAwait(false), name, cancellationToken).ConfigureAwait(false), static t => t is not null);

    public ValueTask<SessionWrite> RotateAsync(SessionId id, SecretHash from, SessionRotation rotation, SessionChanges changes, CancellationToken cancellationToken) =>
        Step(rotation.Auth is null ? "cycle" : "rotate", () => Inner.RotateAsync(id, from, rotation, changes, cancellationToken), static w => w == SessionWrite.Applied);

    public async ValueTask TouchAsync(SessionId id, int epoch, DateTimeOffset seen, CancellationToken cancellationToken)
    {
        await Schedule.SwitchAsync().ConfigureAwait(false);
        await Inner.TouchAsync(id, epoch, seen, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<bool> DeleteAsync(SessionId id, string? userId, long? generation, CancellationToken cancellationToken) =>
        Step("delete", () => Inner.DeleteAsync(id, userId, generation, cancellationToken), static deleted => deleted);

    public async IAsyncEnumerable<SessionRecord> ListAsync(string backend, string userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Schedule.SwitchAsync().ConfigureAwait(false);
        await foreach (var record in Inner.ListAsync(backend, userId, cancellationToken).ConfigureAwait(false))
        {
            yield return record;
        }
    }

    public async ValueTask<SessionGeneration> GenerationAsync(string backend, string userId, CancellationToken cancellationToken)
    {
        await Schedule.SwitchAsync().ConfigureAwait(false);
        return IgnoresGenerations ? default : await Inner.GenerationAsync(backend, userId, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<SessionGeneration> EndGenerationAsync(string backend, string userId, SessionId? except, CancellationToken cancellationToken)
    {
        await Schedule.SwitchAsync().ConfigureAwait(false);
        return await Inner.EndGenerationAsync(backend, userId, except, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask PurgeAsync(DateTimeOffset now, CancellationToken cancellationToken) => Inner.PurgeAsync(now, cancellationToken);

    private async ValueTask<T> Step<T>(string call, Func<ValueTask<T>> run, Func<T, bool> succeeded)
    {
        await Schedule.SwitchAsync().ConfigureAwait(false);
        var result = await run().ConfigureAwait(false);
        Trace.Add((Schedule.Current, call, succeeded(result)));
        return result;
    }

    private async ValueTask<int> Epoch(SessionId id, int epoch) =>
        IgnoresEpochs && await Inner.FindAsync(id, default).ConfigureAwait(false) is { } now ? now.Epoch : epoch;

    private static SessionRecord Without(SessionRecord record) => new()
    {
        Id = record.Id,
        Backend = record.Backend,
        SecretHash = record.SecretHash,
        Epoch = record.Epoch,
        Generation = record.Generation,
        UserId = record.UserId,
        CreatedAt = record.CreatedAt,
        LastSeenAt = record.LastSeenAt,
        IdleTimeout = record.IdleTimeout,
        EndsAt = record.EndsAt,
        Auth = record.Auth,
        Values = record.Values,
    };
}
