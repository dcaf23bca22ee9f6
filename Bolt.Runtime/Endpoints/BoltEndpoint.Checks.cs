using System;
using System.Threading.Tasks;
using Bolt.Authentication;
using Bolt.Diagnostics;
using Bolt.Refusals;
using Microsoft.AspNetCore.Http;

namespace Bolt.Endpoints;

/// <content>What generated code checks requests with: backends, guards, and the way out of a request that is refused.</content>
public abstract partial class BoltEndpoint
{
    /// <summary>In place of a guard's index, where no guard decided.</summary>
    protected const int NoGuard = -1;

    /// <summary>The backend, found in services when the route is mapped. Called in the order of <c>Auth</c>.</summary>
    protected void Backend<TBackend>(BoltMapper mapper, out TBackend backend)
        where TBackend : class, IAuthenticationBackend
    {
        backend = Keep(mapper.Backend<TBackend>(Info, isChecked: false));
    }

    private TBackend Keep<TBackend>(TBackend backend)
        where TBackend : class, IAuthenticationBackend
    {
        _backends.Add(backend);
        _acceptsOtherCredentials |= MayBeOther(backend);
        return backend;
    }

    /// <summary>Records what a backend said: who is calling, or null.</summary>
    protected AuthContext? Accept(HttpContext http, int backend, AuthenticationOutcome outcome)
    {
        if (_hasBeenObserved)
        {
            http.Features.Get<RequestObservation>()?.Answered(outcome);
        }

        if (outcome.Auth is not { } auth)
        {
            if (backend == 0)
            {
                CallerFeature.Forget(http);
                RefusalWriter.Forget(http);
            }

            if (outcome.FailureReason is not null)
            {
                _refusals.NoteFailure(http, backend, outcome);
            }

            if (backend == _backends.Count - 1)
            {
                _refusals.LogFailures(http, accepted: false);
            }

            return null;
        }

        if (backend > 0)
        {
            _refusals.LogFailures(http, accepted: true);
        }

        CallerFeature.Set(http, auth, backend);
        if (_keepsOutOfCaches)
        {
            // Where anyone may call, what a known caller gets can still be their own.
            KeepOutOfCaches(http);
        }

        if (_acceptsOtherCredentials && IsOther(http, _backends[backend]))
        {
            ForbidStoring(http.Response.Headers);
        }

        return auth;
    }

    /// <summary>Generated code calls this behind the last guard and nowhere else: what follows it runs only for requests that every guard let in.</summary>
    protected void Allowed(HttpContext http)
    {
        if (_metrics.CountsAttempts)
        {
            http.Features.Get<RequestObservation>()?.Authorized();
        }
    }

    /// <summary>A cookie came along, and who it names could not be found out. Asked where nobody was accepted and the handler takes who is calling.</summary>
    protected bool IsUnknown(HttpContext http) => _refusals.IsUnknown(http);

    /// <summary>Refuses the request; the response is complete when the task is.</summary>
    protected Task Deny(HttpContext http, AuthContext? auth, GuardResult result, int guard) => _refusals.Refuse(http, auth, result, guard);

    /// <summary>Continues with authentication once a backend has answered.</summary>
    protected static async Task Await(HttpContext http, ValueTask<AuthenticationOutcome> pending, Func<HttpContext, AuthenticationOutcome, Task> next) =>
        await next(http, await pending.ConfigureAwait(false)).ConfigureAwait(false);

    /// <summary>Continues with the guards once one has answered.</summary>
    protected static async Task Await(HttpContext http, AuthContext? auth, ValueTask<GuardResult> pending, Func<HttpContext, AuthContext?, GuardResult, Task> next) =>
        await next(http, auth, await pending.ConfigureAwait(false)).ConfigureAwait(false);
}
