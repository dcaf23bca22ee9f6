using System;
using System.Diagnostics.CodeAnalysis;

namespace Bolt;

/// <summary>What a guard decided. <c>default</c> refuses with 403.</summary>
[SuppressMessage("Usage", "CA2231:Overload operator equals on overriding value type Equals", Justification = "Not compared.")]
public readonly struct GuardResult
{
    private readonly GuardDecision _decision;

    private GuardResult(GuardDecision decision, string? text)
    {
        _decision = decision;
        Text = text;
    }

    /// <summary>The request may go on.</summary>
    public static GuardResult Allow => new(GuardDecision.Allow, null);

    /// <summary>401: nobody has been authenticated.</summary>
    public static GuardResult Unauthorized => new(GuardDecision.Unauthorized, null);

    /// <summary>403: the caller is known, or nobody may do this.</summary>
    /// <param name="reason">For the log; never sent to the caller.</param>
    public static GuardResult Forbidden(string? reason = null) => new(GuardDecision.Forbidden, reason);

    /// <summary>302 to <paramref name="location"/>.</summary>
    /// <param name="location">A path on this site, starting with a single slash.</param>
    /// <exception cref="ArgumentException">The location leads, or could be read as leading, off the site.</exception>
    public static GuardResult Redirect(string location)
    {
        ArgumentNullException.ThrowIfNull(location);
        return LocalPath.IsLocal(location)
            ? new(GuardDecision.Redirect, location)
            : throw new ArgumentException("A guard redirects only to a path on this site, such as \"/login\".", nameof(location));
    }

    /// <summary>True when the request may go on.</summary>
    public bool IsAllowed => _decision == GuardDecision.Allow;

    internal GuardDecision Decision => _decision;

    internal string? Text { get; }
}
