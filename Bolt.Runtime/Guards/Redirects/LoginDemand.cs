using System;

namespace Bolt.Guards.Redirects;

/// <summary>What a guard asks of a caller it does not let pass: to sign in. Made with the guard, so that a refusal allocates none.</summary>
/// <param name="loginUrl">The page to sign in on, or null for that of the route's backend.</param>
/// <param name="reason">Why a known caller does not pass; for the log.</param>
internal sealed class LoginDemand(string? loginUrl, string reason)
{
    public string? LoginUrl => loginUrl;

    public string Reason => reason;

    /// <summary>The credentials are good and the user is gone: to the guard the caller is nobody.</summary>
    public bool IsUserGone { get; init; }

    /// <summary>The caller is the right one and has to sign in again: how many seconds ago at most (RFC 9470 §3).</summary>
    public int? MaximumAge { get; init; }

    /// <summary>A login page that a guard names, when it is made: the program does not start with another.</summary>
    /// <exception cref="ArgumentException">It is not a path on this site.</exception>
    public static string? Checked(string? value) => value is null || LocalUrl.TryCreate(value, out _)
        ? value
        : throw new ArgumentException($"LoginUrl \"{value}\" is not a path on this site, such as \"/login\".", nameof(value));
}
