using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Bolt.Revocation;

/// <summary>Serializes changes of one key within this process. A fixed number of locks: unrelated keys may now and then wait for each other.</summary>
internal sealed class KeyedLocks
{
    private const int Count = 64;

    private readonly List<SemaphoreSlim> _locks = new(Count);

    public KeyedLocks()
    {
        for (var i = 0; i < Count; i++)
        {
            _locks.Add(new SemaphoreSlim(1, 1));
        }
    }

    /// <summary>Waits for the key's lock; the one that gets it releases it.</summary>
    public async ValueTask<SemaphoreSlim> EnterAsync(string key, CancellationToken cancellationToken)
    {
        var own = _locks[(int)((uint)string.GetHashCode(key, StringComparison.Ordinal) % Count)];
        await own.WaitAsync(cancellationToken).ConfigureAwait(false);
        return own;
    }
}
