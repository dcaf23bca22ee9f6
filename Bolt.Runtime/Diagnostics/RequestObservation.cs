using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace Bolt.Diagnostics;

/// <summary>One request that someone measures or traces; there is none while nobody does.</summary>
internal sealed class RequestObservation(BoltMetrics metrics, TimeProvider time, List<IAuthenticationBackend> backends, bool allowsAnonymous)
{
    private int _backend = -1;
    private long _started;
    private Activity? _activity;

    public bool IsAuthenticated { get; private set; }

    /// <summary>The guards let the request in, which was counted.</summary>
    public bool IsAuthorized { get; private set; }

    private bool IsUnderWay => _backend >= 0 && _backend < backends.Count && !IsAuthenticated;

    /// <summary>The next backend is about to be asked.</summary>
    public void Next()
    {
        if (++_backend < backends.Count)
        {
            _started = time.GetTimestamp();
            _activity = BoltActivity.Source.StartActivity(BoltActivity.Authenticate);
            _activity?.SetTag("bolt.backend", backends[_backend].Name);
        }
    }

    public void Answered(in AuthenticationOutcome outcome)
    {
        if (!IsUnderWay)
        {
            // An earlier endpoint's, in a request that is executed again: someone has begun to listen since this one started.
            return;
        }

        metrics.Authenticated(backends[_backend].Name, outcome, time.GetElapsedTime(_started));
        if (_activity is not null)
        {
            _activity.SetTag("bolt.result", outcome.Succeeded ? "success" : outcome.FailureReason is null ? "none" : "failure");
            if (outcome.FailureReason is { } reason)
            {
                _activity.SetTag("bolt.reason", reason);
                _activity.SetStatus(outcome.IsUnavailable ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
            }

            _activity.Dispose();
            _activity = null;
        }

        IsAuthenticated = outcome.Succeeded;
        if (!IsAuthenticated)
        {
            Next();
        }
    }

    /// <summary>The last guard has passed. Counted once, and not for a route that lets anyone in.</summary>
    public void Authorized()
    {
        if (!allowsAnonymous && !IsAuthorized)
        {
            IsAuthorized = true;
            metrics.Authorized(IsAuthenticated, succeeded: true);
        }
    }

    public void Threw(Exception exception)
    {
        if (IsUnderWay)
        {
            metrics.AuthenticationThrew(backends[_backend].Name, exception, time.GetElapsedTime(_started));
            _activity?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", exception.GetType().FullName);
        }

        _activity?.Dispose();
        _activity = null;
    }
}
