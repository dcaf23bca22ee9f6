using Bolt.Redis.Revocation;

namespace Bolt.Redis.Tests;

/// <summary>One process's connection to a <see cref="SimulatedServer"/>. Calls wait until the test lets them happen, in any order among the processes; or happen at once.</summary>
internal sealed class SimulatedLog(SimulatedServer server) : IRevocationLog
{
    private TaskCompletionSource<CallFate>? _gate;

    /// <summary>Calls wait.</summary>
    public bool IsGated { get; init; }

    /// <summary>A call waits.</summary>
    public bool IsWaiting => _gate is not null;

    public int Calls { get; private set; }

    public Exception? Failure { get; set; }

    /// <summary>Lets the call that waits happen, or not, and whatever follows from it until the next one.</summary>
    public void Let(CallFate fate)
    {
        var gate = _gate;
        _gate = null;
        gate?.SetResult(fate);
    }

    public ValueTask<LogView> ReadAsync(long from, int count) => Do(() => server.Read(from, count));

    public async ValueTask AppendAsync(IReadOnlyList<LogEntry> entries, bool isCutOff) => await Do(() => Void(() => server.Append(entries, isCutOff)), isAlone: false);

    public async ValueTask RenewAsync(ulong? expected, string? replicationId, bool isCutOff) => await Do(() => Void(() => server.Renew(expected, replicationId, isCutOff)));

    public async ValueTask ResetAsync(ulong expected, bool isHole, string? replicationId, bool isCutOff) => await Do(() => Void(() => server.Reset(expected, isHole, replicationId, isCutOff)));

    public async ValueTask HoldAsync(ulong expected, bool isCutOff) => await Do(() => Void(() => server.Hold(expected, isCutOff)));

    public ValueTask<bool> TryLockAsync() => Do(() => server.TryLock(this));

    public async ValueTask UnlockAsync() => await Do(() => Void(() => server.Unlock(this)));

    public ValueTask<ulong?> HealAsync(ulong expected, bool isNew, IReadOnlyList<LogEntry> entries) => Do(() => server.Heal(this, expected, isNew, entries));

    public ValueTask<bool> CleanAsync(ulong expected, long first, long through, long? kept, IReadOnlyList<LogEntry> entries) => Do(() => server.Clean(this, expected, first, through, kept, entries));

    public ValueTask ListenAsync(Action ring) => default;

    public ValueTask StopListeningAsync() => default;

    public ValueTask<string?> EvictionPolicyAsync() => new((string?)null);

    private static int Void(Action action)
    {
        action();
        return 0;
    }

    private async ValueTask<T> Do<T>(Func<T> call, bool isAlone = true)
    {
        Calls++;
        if (Failure is { } failure)
        {
            throw failure;
        }

        var fate = CallFate.Happens;

        // A revocation is sent beside the loop; there is one gate for the loop only.
        if (IsGated && isAlone)
        {
            _gate = new TaskCompletionSource<CallFate>();
            fate = await _gate.Task;
        }

        if (fate == CallFate.Fails)
        {
            throw new TimeoutException("It was not sent.");
        }

        var result = call();
        return fate == CallFate.HappensUnheard ? throw new TimeoutException("There was no answer.") : result;
    }
}

/// <summary>What becomes of a call.</summary>
internal enum CallFate
{
    Happens,
    Fails,
    HappensUnheard,
}
