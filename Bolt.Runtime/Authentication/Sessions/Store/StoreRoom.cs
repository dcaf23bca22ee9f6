using System.Threading;

namespace Bolt.Authentication.Sessions;

/// <summary>How much memory the sessions take, roughly. Anyone can make anonymous ones, so those have a limit of their own below the limit of all.</summary>
internal sealed class StoreRoom(long maximum, long maximumAnonymous)
{
    /// <summary>A record, how its user signed in, its caller, its entry and its places in the dictionaries; a value's entry, key and array.</summary>
    private const int PerRecord = 560;
    private const int PerValue = 96;

    private long _all;
    private long _anonymous;

    public (long All, long Anonymous) Used => (Interlocked.Read(ref _all), Interlocked.Read(ref _anonymous));

    public static long SizeOf(SessionRecord record) =>
        PerRecord + (2L * ((record.UserId?.Length ?? 0) + (record.Device?.Length ?? 0) + (record.Address?.Length ?? 0))) + (record.Values.Count * (long)PerValue) + SessionValues.SizeOf(record.Values);

    /// <exception cref="SessionStoreFullException">There is not so much.</exception>
    public void Take(long size, bool isAnonymous) => Change(0, isAnonymous, size, isAnonymous);

    public void Give(long size, bool isAnonymous)
    {
        Interlocked.Add(ref _all, -size);
        if (isAnonymous)
        {
            Interlocked.Add(ref _anonymous, -size);
        }
    }

    /// <summary>A login takes a session out of the room of the anonymous ones, with what it weighed there; for what it grows by there must be room, as for any other.</summary>
    /// <exception cref="SessionStoreFullException">There is no room for what grows. Nothing has changed.</exception>
    public void Change(long before, bool wasAnonymous, long after, bool isAnonymous)
    {
        var all = after - before;
        if (Interlocked.Add(ref _all, all) > maximum && all > 0)
        {
            Interlocked.Add(ref _all, -all);
            throw new SessionStoreFullException("The session store is full: raise InMemorySessionStoreOptions.MaximumSize, or keep sessions outside of the process.");
        }

        var anonymous = (isAnonymous ? after : 0) - (wasAnonymous ? before : 0);
        if (Interlocked.Add(ref _anonymous, anonymous) > maximumAnonymous && anonymous > 0)
        {
            Interlocked.Add(ref _anonymous, -anonymous);
            Interlocked.Add(ref _all, -all);
            throw new SessionStoreFullException("The session store takes no more anonymous sessions: raise InMemorySessionStoreOptions.MaximumAnonymousSize, or write to a session later.");
        }
    }
}
