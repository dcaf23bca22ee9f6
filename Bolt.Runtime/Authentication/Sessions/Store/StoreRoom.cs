using System.Threading;

namespace Bolt.Authentication.Sessions;

/// <summary>How much memory the sessions take, roughly. Anyone can make anonymous ones, so those have a limit of their own below the limit of all.</summary>
internal sealed class StoreRoom(long maximum, long maximumAnonymous)
{
    /// <summary>A record, its entry and its place in the dictionary; a value's entry, key and array.</summary>
    private const int PerRecord = 480;
    private const int PerValue = 96;

    private long _all;
    private long _anonymous;

    public (long All, long Anonymous) Used => (Interlocked.Read(ref _all), Interlocked.Read(ref _anonymous));

    public static long SizeOf(SessionRecord record) =>
        PerRecord + (2L * ((record.UserId?.Length ?? 0) + (record.Device?.Length ?? 0))) + (record.Values.Count * (long)PerValue) + SessionValues.SizeOf(record.Values);

    /// <exception cref="SessionStoreFullException">There is not so much.</exception>
    public void Take(long size, bool isAnonymous)
    {
        if (Interlocked.Add(ref _all, size) > maximum && size > 0)
        {
            Interlocked.Add(ref _all, -size);
            throw new SessionStoreFullException("The session store is full: raise InMemorySessionStoreOptions.MaximumSize, or keep sessions outside of the process.");
        }

        if (isAnonymous && Interlocked.Add(ref _anonymous, size) > maximumAnonymous && size > 0)
        {
            Interlocked.Add(ref _anonymous, -size);
            Interlocked.Add(ref _all, -size);
            throw new SessionStoreFullException("The session store takes no more anonymous sessions: raise InMemorySessionStoreOptions.MaximumAnonymousSize, or write to a session later.");
        }
    }

    public void Give(long size, bool isAnonymous)
    {
        Interlocked.Add(ref _all, -size);
        if (isAnonymous)
        {
            Interlocked.Add(ref _anonymous, -size);
        }
    }

    /// <exception cref="SessionStoreFullException">There is no room for what grows.</exception>
    public void Change(long before, bool wasAnonymous, long after, bool isAnonymous)
    {
        if (wasAnonymous == isAnonymous)
        {
            Take(after - before, isAnonymous);
            return;
        }

        // A login: the session leaves the room of the anonymous ones whatever it weighs, and grows by no more than its user's name.
        Interlocked.Add(ref _all, after - before);
        Interlocked.Add(ref _anonymous, isAnonymous ? after : -before);
    }
}
