using System;
using System.Diagnostics.CodeAnalysis;
using Bolt.Guards;
using Bolt.Guards.Redirects;

namespace Bolt;

/// <summary>What a guard decided. <c>default</c> refuses with 403.</summary>
[SuppressMessage("Usage", "CA2231:Overload operator equals on overriding value type Equals", Justification = "Not compared.")]
public readonly struct GuardResult
{
    private readonly GuardDecision _decision;

    /// <summary>A string, or what the caller has to do to pass. One field, so that a result stays as small as it is.</summary>
    private readonly object? _detail;

    private GuardResult(GuardDecision decision, object? detail)
    {
        _decision = decision;
        _detail = detail;
    }

    /// <summary>The request may go on.</summary>
    public static GuardResult Allow => new(GuardDecision.Allow, null);

    /// <summary>401: nobody has been authenticated.</summary>
    public static GuardResult Unauthorized => new(GuardDecision.Unauthorized, null);

    /// <summary>403: the caller is known, or nobody may do this.</summary>
    /// <param name="reason">For the log; never sent to the caller.</param>
    public static GuardResult Forbidden(string? reason = null) => new(GuardDecision.Forbidden, reason);

    /// <summary>
    /// 404, as if nothing were there: for what a caller must not even know to exist. No challenge, and no cache may keep it (<c>Cache-Control: no-store</c>; a 404 is cacheable
    /// otherwise, RFC 9110 §15.5.5). It is logged and counted like any other refusal.
    /// </summary>
    public static GuardResult NotFound => new(GuardDecision.NotFound, null);

    /// <summary>302 to <paramref name="location"/>, or 403 where that is not a path on this site.</summary>
    /// <remarks>
    /// A guard may put what the client sent into the target: where <see cref="LocalUrl.TryCreate"/> says no, the caller gets a 403 without <c>Location</c>, the handler does not run, and
    /// event 9 is logged at Warning. It is not an exception, because no client may drive a guard into a 500. What is sent is percent-encoded ASCII of at most 2,048 octets
    /// (RFC 9110 §10.2.2).
    /// </remarks>
    /// <param name="location">A path on this site, starting with a single slash; characters outside of ASCII are encoded.</param>
    public static GuardResult Redirect(string location) =>
        LocalUrl.TryCreate(location, out var encoded) ? new(GuardDecision.Redirect, encoded) : new(GuardDecision.RedirectRefused, null);

    /// <summary>True when the request may go on.</summary>
    public bool IsAllowed => _decision == GuardDecision.Allow;

    internal GuardDecision Decision => _decision;

    internal string? Text => _detail as string;

    internal LoginDemand? Demand => _detail as LoginDemand;

    internal static GuardResult SignIn(LoginDemand demand) => new(GuardDecision.SignIn, demand);
}
