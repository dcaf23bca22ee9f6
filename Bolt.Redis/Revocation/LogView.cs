using System.Collections.Generic;

namespace Bolt.Redis.Revocation;

/// <summary>How far the log goes.</summary>
/// <param name="Epoch">64 random bits: another history, or one that lost something, has another epoch.</param>
/// <param name="First">The number of the oldest entry; one more than <paramref name="Sequence"/> where there is none.</param>
/// <param name="Sequence">The number of the newest entry. Numbers have no gaps.</param>
/// <param name="ReplicationId">The <c>master_replid</c> of the server that gave the epoch. It changes with every promotion and every restart.</param>
/// <param name="Held">By the server's clock, in milliseconds: before that nobody is fresh, because someone may still put back what the log has lost.</param>
/// <param name="Kept">How many entries the last clean-up kept.</param>
internal readonly record struct LogHead(ulong Epoch, long First, long Sequence, string ReplicationId, long Held, long Kept)
{
    public long Length => Sequence - First + 1;
}

/// <summary>One entry as it stands in the log.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="IsEntry">False where someone else wrote it.</param>
/// <param name="Entry">The revocation.</param>
/// <param name="Tag">64 random bits of the call that appended it: two logs with the same tag under one number agree on everything before.</param>
/// <param name="AppendedAt">By the server's clock, in milliseconds; 0 for copies.</param>
internal readonly record struct LogItem(long Sequence, bool IsEntry, LogEntry Entry, ulong Tag, long AppendedAt);

/// <summary>What one look at the server showed: everything of the same moment.</summary>
/// <param name="From">The number from which on entries were asked for; 0 for the oldest.</param>
/// <param name="Count">How many were asked for.</param>
/// <param name="Head">Null where there is none, or one that cannot be read.</param>
/// <param name="Length">How many entries the log really has.</param>
/// <param name="Items">The entries.</param>
/// <param name="Time">The server's clock, in milliseconds since 1970.</param>
/// <param name="ReplicationId">The server's <c>master_replid</c>; null where it does not tell.</param>
internal sealed record LogView(long From, int Count, LogHead? Head, long Length, IReadOnlyList<LogItem> Items, long Time, string? ReplicationId)
{
    public bool IsWhole => Head is { } head && Length == head.Length;
}
