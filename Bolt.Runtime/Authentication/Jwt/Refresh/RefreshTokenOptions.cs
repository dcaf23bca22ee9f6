using System;
using Bolt.Configuration;

namespace Bolt;

/// <summary>Settings of refresh tokens; configuration section <c>Bolt:RefreshTokens</c>. Validated when the program starts.</summary>
public sealed class RefreshTokenOptions
{
    /// <summary>How long an access token of a pair lives, 15 minutes; never beyond the sign-in's end.</summary>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a sign-in lives without a refresh; 14 days.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How long a sign-in lives at most; 90 days.</summary>
    public TimeSpan AbsoluteTimeout { get; set; } = TimeSpan.FromDays(90);

    /// <summary>
    /// For how long after a refresh the same answer is given again, 30 seconds, at most ten minutes: to a second tab, or to a client that did not get it. A refresh token that is used later than that once
    /// it was replaced ends its sign-in, because someone has a copy. 0: at once.
    /// </summary>
    public TimeSpan ReuseGrace { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many sign-ins a user may have, 50; the one that was not refreshed for longest ends. 0 for any number.</summary>
    public int MaximumPerUser { get; set; } = 50;

    internal OptionsProblems ConfigurationProblems { get; } = [];
}
