using System;
using System.Threading;

namespace Bolt.Authentication.Jwt.Discovery;

/// <summary>
/// Triggers the refresh of keys. Holds its target by a weak reference: a program that is gone, disposed or not, is not kept in memory by its timer.
/// </summary>
internal sealed class RefreshTimer : IDisposable
{
    /// <summary>The longest time that a timer takes is some weeks.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private readonly WeakReference<Action> _wake;
    private readonly ITimer _timer;
    private TimeSpan _after;
    private long _setAt;

    /// <param name="time">Where timers come from.</param>
    /// <param name="wake">Kept alive by the caller.</param>
    public RefreshTimer(TimeProvider time, Action wake)
    {
        _time = time;
        _wake = new WeakReference<Action>(wake);

        // The execution context of the first request, with its trace and its user, must not flow.
        using (ExecutionContext.SuppressFlow())
        {
            _timer = time.CreateTimer(static state => ((RefreshTimer)state!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Fires once, after this time. Replaces what was set before.</summary>
    public void Set(TimeSpan after)
    {
        (_after, _setAt) = (after, _time.GetTimestamp());
        Sleep(after);
    }

    public void Dispose() => _timer.Dispose();

    private void Sleep(TimeSpan time) => _timer.Change(time < LongestSleep ? time : LongestSleep, Timeout.InfiniteTimeSpan);

    private void Tick()
    {
        if (!_wake.TryGetTarget(out var wake))
        {
            return;
        }

        var left = _after - _time.GetElapsedTime(_setAt);
        if (_after > LongestSleep && left > TimeSpan.Zero)
        {
            Sleep(left);
        }
        else
        {
            wake();
        }
    }
}
