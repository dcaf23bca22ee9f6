using System;
using Bolt.Authentication.Jwt.Keys;
using Bolt.Authentication.Jwt.Token;

namespace Bolt.Authentication.Jwt.Discovery;

/// <summary>Keys and when they came. Read and replaced as one.</summary>
internal sealed class FetchedKeys
{
    private readonly KeyAge? _age;
    private readonly TimeProvider? _time;
    private readonly long _timestamp;
    private readonly long _expires = long.MaxValue;

    /// <summary>None yet, or none that are still trusted.</summary>
    public FetchedKeys(KeySet configured)
    {
        Keys = configured;
        (FetchedAt, RefreshAt) = (long.MinValue, long.MinValue);
    }

    public FetchedKeys(KeySet keys, KeyAge age, TimeProvider time)
    {
        (Keys, _age, _time) = (keys, age, time);
        _timestamp = time.GetTimestamp();
        FetchedAt = NumericDate.Now(time);
        RefreshAt = FetchedAt + age.Refresh.Ticks;
        _expires = age.Maximum.Ticks < long.MaxValue - FetchedAt ? FetchedAt + age.Maximum.Ticks : long.MaxValue;
    }

    public KeySet Keys { get; }

    /// <summary>See <see cref="NumericDate"/>.</summary>
    public long FetchedAt { get; }

    public long RefreshAt { get; }

    /// <summary>True while the keys are not older than they may be. A clock that was set back makes them younger than they are; see <see cref="IsTooOld"/>.</summary>
    public bool AreBelieved(long now) => now < _expires;

    /// <summary>True also where the clock was set back meanwhile.</summary>
    public bool IsTooOld(long now) => !AreBelieved(now) || (_age is not null && _time!.GetElapsedTime(_timestamp) >= _age.Maximum);
}
