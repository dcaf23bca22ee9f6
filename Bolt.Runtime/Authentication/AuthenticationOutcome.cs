using System;
using System.Diagnostics.CodeAnalysis;

namespace Bolt;

/// <summary>What a backend found. <c>default</c> is not success.</summary>
[SuppressMessage("Performance", "CA1815", Justification = "Not compared.")]
public readonly struct AuthenticationOutcome
{
    private AuthenticationOutcome(AuthContext? auth, string? failureReason, bool isUnavailable = false)
    {
        Auth = auth;
        FailureReason = failureReason;
        IsUnavailable = isUnavailable;
    }

    /// <summary>The request carries no credentials for this backend; the next backend is tried.</summary>
    public static AuthenticationOutcome NoCredentials => default;

    /// <summary>The request carries invalid credentials; the next backend is tried.</summary>
    /// <param name="reason">For the log. Never sent to the caller; must not contain the credentials.</param>
    public static AuthenticationOutcome Failed(string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        return new(null, reason);
    }

    /// <summary>
    /// The credentials could not be checked because something that had to be asked, such as a revocation store, did not respond. Unless
    /// another backend accepts the request, a guard that refuses it responds 503 with <c>Retry-After</c> instead of 401.
    /// </summary>
    /// <param name="reason">For the log. Never sent to the caller; must not contain the credentials.</param>
    public static AuthenticationOutcome Unavailable(string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        return new(null, reason, isUnavailable: true);
    }

    /// <summary>The caller is known.</summary>
    /// <param name="auth">Who is calling.</param>
    public static AuthenticationOutcome Success(AuthContext auth)
    {
        ArgumentNullException.ThrowIfNull(auth);
        return new(auth, null);
    }

    /// <summary>True when the caller is known.</summary>
    [MemberNotNullWhen(true, nameof(Auth))]
    public bool Succeeded => Auth is not null;

    /// <summary>Who is calling, or null.</summary>
    public AuthContext? Auth { get; }

    /// <summary>True when the credentials could not be checked.</summary>
    public bool IsUnavailable { get; }

    /// <summary>Why credentials were refused, or null.</summary>
    public string? FailureReason { get; }
}
