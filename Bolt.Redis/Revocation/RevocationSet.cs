using System;

namespace Bolt.Redis.Revocation;

/// <summary>A table that grows. For one writer; readers get <see cref="Table"/>.</summary>
internal sealed class RevocationSet
{
    /// <summary>An entry that is over by less, in seconds, may still be looked for: servers have clocks of their own.</summary>
    public const int Margin = 60;

    /// <summary>Another one after each growth.</summary>
    public RevocationTable Table { get; private set; } = new(0);

    public int Count => Table.Count;

    /// <summary>Adds an entry, or widens what is known of its key.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="now">In seconds since 1970.</param>
    public void Put(in LogEntry entry, long now)
    {
        if (Table.IsFull && !Table.TryGet(entry.First, entry.Second, out _))
        {
            Rebuild(now);
        }

        Table.Put(entry);
    }

    /// <summary>True when nothing about the entry is new.</summary>
    public bool Covers(in LogEntry entry) => Table.TryGet(entry.First, entry.Second, out var known) && known.Covers(entry);

    /// <summary>Half of it again where all is needed, and no more where much is over.</summary>
    private void Rebuild(long now)
    {
        var live = 0;
        foreach (var entry in Table.Entries())
        {
            live += entry.IsOver(now - Margin) ? 0 : 1;
        }

        var next = new RevocationTable((int)Math.Min(int.MaxValue, live * 3L / 2));
        foreach (var entry in Table.Entries())
        {
            if (!entry.IsOver(now - Margin))
            {
                next.Put(entry);
            }
        }

        if (next.IsFull)
        {
            throw new InvalidOperationException("There are more revocations than one process can hold.");
        }

        Table = next;
    }
}
