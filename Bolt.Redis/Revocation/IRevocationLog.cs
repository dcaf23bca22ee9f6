using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace Bolt.Redis.Revocation;

/// <summary>The log in Redis. Every call is one atomic step there; one that throws may or may not have done it.</summary>
internal interface IRevocationLog
{
    /// <summary>Looks at the log; changes nothing.</summary>
    /// <param name="from">The number of the first entry to read; 0 for the oldest.</param>
    /// <param name="count">How many at most.</param>
    ValueTask<LogView> ReadAsync(long from, int count);

    /// <summary>Adds entries. Makes a new log where there is no head.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="isCutOff">See <see cref="RenewAsync"/>.</param>
    ValueTask AppendAsync(IReadOnlyList<LogEntry> entries, bool isCutOff);

    /// <summary>A new epoch, where the epoch still is <paramref name="expected"/>: the log stays, and everyone compares it with what they know. Without a head the log is begun again.</summary>
    /// <param name="expected">The epoch that was seen; null for no head.</param>
    /// <param name="replicationId">The server's.</param>
    /// <param name="isCutOff">The caller has not been fresh for long: others may have been without the server for as long, and take their time to come back.</param>
    ValueTask RenewAsync(ulong? expected, string? replicationId, bool isCutOff);

    /// <summary>A new epoch and an empty log, where the epoch still is <paramref name="expected"/>.</summary>
    /// <param name="expected">The epoch that was seen.</param>
    /// <param name="isHole">False: only while the length is wrong.</param>
    /// <param name="replicationId">The server's.</param>
    /// <param name="isCutOff">See <see cref="RenewAsync"/>.</param>
    ValueTask ResetAsync(ulong expected, bool isHole, string? replicationId, bool isCutOff);

    /// <summary>Lets nobody be fresh for a while: someone compares the log with what it knows.</summary>
    /// <param name="expected">The epoch.</param>
    /// <param name="isCutOff">False: no longer than that either. Someone who was fresh just now knows that nobody has been away for long.</param>
    ValueTask HoldAsync(ulong expected, bool isCutOff);

    /// <summary>For those who heal or clean: one at a time. It ends by itself after half a minute.</summary>
    ValueTask<bool> TryLockAsync();

    /// <summary>Gives it back.</summary>
    ValueTask UnlockAsync();

    /// <summary>Puts back what the log has lost, and lets nobody be fresh for a while. The epoch afterwards, or null where nothing was done: it is another one by now, or the lock is lost.</summary>
    /// <param name="expected">The epoch.</param>
    /// <param name="isNew">Gives a new epoch, so that others compare, too.</param>
    /// <param name="entries">The entries.</param>
    ValueTask<ulong?> HealAsync(ulong expected, bool isNew, IReadOnlyList<LogEntry> entries);

    /// <summary>Appends <paramref name="entries"/> and takes away the oldest, up to <paramref name="through"/>. False where nothing was done.</summary>
    /// <param name="expected">The epoch.</param>
    /// <param name="first">The number of the oldest entry, as it was seen.</param>
    /// <param name="through">The last one to take away.</param>
    /// <param name="kept">For <see cref="LogHead.Kept"/>, at the end of a run.</param>
    /// <param name="entries">What is still needed of those.</param>
    ValueTask<bool> CleanAsync(ulong expected, long first, long through, long? kept, IReadOnlyList<LogEntry> entries);

    /// <summary>Calls when someone wrote. Only a doorbell: it may not ring.</summary>
    /// <param name="ring">What to call.</param>
    ValueTask ListenAsync(Action ring);

    /// <summary>Stops that.</summary>
    ValueTask StopListeningAsync();

    /// <summary>The server's <c>maxmemory-policy</c>; null where it does not tell.</summary>
    ValueTask<string?> EvictionPolicyAsync();
}
