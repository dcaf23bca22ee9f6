using System;

namespace Bolt.Authentication.Jwt.Discovery;

/// <summary>When keys are fetched again and when they are no longer believed.</summary>
internal sealed class KeyAge
{
    public KeyAge(JwtOptions options)
    {
        var maximum = options.MaximumKeyAge ?? options.KeyRefreshInterval * 2;
        Maximum = maximum;

        // With no room between the two, every refresh of a healthy issuer would leave a moment without keys.
        Refresh = TimeSpan.FromTicks(Math.Min(options.KeyRefreshInterval.Ticks, maximum.Ticks / 4 * 3));
        Retry = TimeSpan.FromTicks(Math.Max(options.MinimumKeyRefreshInterval.Ticks, Refresh.Ticks / 60));
    }

    /// <summary>Older keys are no longer believed.</summary>
    public TimeSpan Maximum { get; }

    /// <summary>Older keys are fetched again, whether or not there are requests.</summary>
    public TimeSpan Refresh { get; }

    /// <summary>After a failed fetch the next one, where no request asks for it sooner.</summary>
    public TimeSpan Retry { get; }
}
