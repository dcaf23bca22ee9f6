using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;

namespace Bolt.Diagnostics;

/// <summary>
/// What is counted and timed: ASP.NET Core's own authentication and authorization instruments, by the names, units and tags it gives them in .NET 10, because a Bolt endpoint
/// does not pass through the services that record them; and Bolt's on the meter <c>Bolt</c>. Nothing here ever holds a credential. Callers look at <c>Enabled</c> first, so
/// that nothing is built for nobody.
/// </summary>
internal sealed class BoltMetrics
{
    public const string MeterName = "Bolt";
    private const string SchemeTag = "aspnetcore.authentication.scheme";
    private const string ErrorTag = "error.type";
    private const string AuthenticationFailure = "Microsoft.AspNetCore.Authentication.AuthenticationFailureException";

    private readonly Histogram<double> _authenticate;
    private readonly Counter<long> _challenges;
    private readonly Counter<long> _forbids;
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _storeFailures;
    private readonly Counter<long> _sessionsCreated;
    private readonly Counter<long> _sessionsEnded;
    private readonly Counter<long> _sessionWritesDropped;
    private readonly Counter<long> _sessionStoreFailures;
    private readonly Counter<long> _refreshes;
    private readonly Counter<long> _refreshStoreFailures;

    [SuppressMessage("Reliability", "CA2000", Justification = "The factory owns its meters.")]
    public BoltMetrics(IMeterFactory meters)
    {
        var authentication = meters.Create("Microsoft.AspNetCore.Authentication");
        _authenticate = authentication.CreateHistogram<double>(
            "aspnetcore.authentication.authenticate.duration",
            "s",
            "The authentication duration for a request.",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] });
        _challenges = authentication.CreateCounter<long>("aspnetcore.authentication.challenges", "{challenge}", "The total number of times a scheme is challenged.");
        _forbids = authentication.CreateCounter<long>(
            "aspnetcore.authentication.forbids", "{forbid}", "The total number of times an authenticated user attempts to access a resource they are not permitted to access.");
        _attempts = meters.Create("Microsoft.AspNetCore.Authorization")
            .CreateCounter<long>("aspnetcore.authorization.attempts", "{attempt}", "The total number of authorization attempts.");

        var bolt = meters.Create(MeterName);
        _failures = bolt.CreateCounter<long>("bolt.authentication.failures", "{failure}", "Credentials that were presented and not accepted.");
        _refusals = bolt.CreateCounter<long>("bolt.refusals", "{request}", "Requests that authentication or a guard refused.");
        _storeFailures = bolt.CreateCounter<long>("bolt.revocation.store.failures", "{failure}", "Questions that the revocation store did not answer.");
        _sessionsCreated = bolt.CreateCounter<long>("bolt.sessions.created", "{session}", "Sessions that were created.");
        _sessionsEnded = bolt.CreateCounter<long>("bolt.sessions.ended", "{session}", "Sessions that were ended, by logout or for their user.");
        _sessionWritesDropped = bolt.CreateCounter<long>("bolt.sessions.writes_dropped", "{request}", "Requests whose session had ended or changed hands before they wrote to it.");
        _sessionStoreFailures = bolt.CreateCounter<long>("bolt.sessions.store.failures", "{failure}", "Calls that the session store did not answer.");
        _refreshes = bolt.CreateCounter<long>("bolt.refresh_tokens.refreshes", "{refresh}", "Refresh tokens that were presented.");
        _refreshStoreFailures = bolt.CreateCounter<long>("bolt.refresh_tokens.store.failures", "{failure}", "Calls that the stores of refresh tokens and revocation did not answer.");
    }

    /// <summary>Someone listens for requests that go through, so that they have to be timed.</summary>
    public bool ObservesRequests => _authenticate.Enabled || _attempts.Enabled;

    public bool CountsAttempts => _attempts.Enabled;

    public void Authenticated(string scheme, in AuthenticationOutcome outcome, TimeSpan duration)
    {
        if (_authenticate.Enabled)
        {
            var tags = default(TagList);
            tags.Add(SchemeTag, scheme);
            tags.Add("aspnetcore.authentication.result", outcome.Succeeded ? "success" : outcome.FailureReason is null ? "none" : "failure");
            if (outcome.FailureReason is not null)
            {
                tags.Add(ErrorTag, AuthenticationFailure);
            }

            _authenticate.Record(duration.TotalSeconds, tags);
        }
    }

    public void AuthenticationThrew(string scheme, Exception exception, TimeSpan duration) =>
        _authenticate.Record(duration.TotalSeconds, Tag(SchemeTag, scheme), Tag(ErrorTag, exception.GetType().FullName));

    public void AuthenticationFailed(string backend, string reason)
    {
        if (_failures.Enabled)
        {
            _failures.Add(1, Tag("bolt.backend", backend), Tag("bolt.reason", reason));
        }
    }

    public void Challenged(string scheme)
    {
        if (_challenges.Enabled)
        {
            _challenges.Add(1, Tag(SchemeTag, scheme));
        }
    }

    public void Forbade(string scheme)
    {
        if (_forbids.Enabled)
        {
            _forbids.Add(1, Tag(SchemeTag, scheme));
        }
    }

    public void Authorized(bool isAuthenticated, bool succeeded)
    {
        if (_attempts.Enabled)
        {
            _attempts.Add(1, Tag("aspnetcore.user.is_authenticated", isAuthenticated), Tag("aspnetcore.authorization.result", succeeded ? "success" : "failure"));
        }
    }

    public void Refused(int status, string pattern, string guard)
    {
        if (_refusals.Enabled)
        {
            _refusals.Add(1, Tag("http.response.status_code", status), Tag("http.route", pattern), Tag("bolt.guard", guard));
        }
    }

    public void RevocationStoreFailed(bool failedOpen)
    {
        if (_storeFailures.Enabled)
        {
            _storeFailures.Add(1, Tag("bolt.revocation.failed_open", failedOpen));
        }
    }

    public void SessionCreated(string backend) => _sessionsCreated.Add(1, Tag("bolt.backend", backend));

    public void SessionEnded(string backend) => _sessionsEnded.Add(1, Tag("bolt.backend", backend));

    public void SessionWritesDropped(string backend) => _sessionWritesDropped.Add(1, Tag("bolt.backend", backend));

    public void SessionStoreFailed(string backend) => _sessionStoreFailures.Add(1, Tag("bolt.backend", backend));

    /// <param name="result"><c>rotated</c>, <c>repeated</c> or <c>refused</c>.</param>
    /// <param name="reason">Why it was refused.</param>
    public void Refreshed(string result, string? reason)
    {
        if (_refreshes.Enabled)
        {
            var tags = default(TagList);
            tags.Add("bolt.result", result);
            if (reason is not null)
            {
                tags.Add("bolt.reason", reason);
            }

            _refreshes.Add(1, tags);
        }
    }

    public void RefreshStoreFailed() => _refreshStoreFailures.Add(1);

    private static KeyValuePair<string, object?> Tag(string name, object? value) => new(name, value);
}
