using System.Threading;

namespace Bolt.Authentication.Jwt.Discovery;

/// <summary>Counts the requests that wait for an issuer, and limits them.</summary>
internal sealed class Waiting
{
    private int _count;

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _count) <= FetchLimits.MaximumWaiting)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _count);
}
