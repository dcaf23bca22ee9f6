using System;

namespace Bolt;

/// <summary>How a user signs in.</summary>
public sealed class LoginOptions
{
    /// <summary>The cookie outlives the browser, for as long as the session does but 400 days at most ("keep me signed in").</summary>
    public bool Persistent { get; set; }

    /// <summary>A shorter life than <see cref="SessionOptions.AbsoluteTimeout"/>; a longer one is not given.</summary>
    public TimeSpan? AbsoluteTimeout { get; set; }

    /// <summary>How, for the list of devices: <c>password</c>, <c>passkey</c>.</summary>
    public string? Method { get; set; }
}
