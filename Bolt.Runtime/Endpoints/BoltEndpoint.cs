using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Reflection;
using System.Threading.Tasks;
using Bolt.Authentication;
using Bolt.Authentication.Sessions;
using Bolt.Diagnostics;
using Bolt.Endpoints.Mapping;
using Bolt.Endpoints.Responses;
using Bolt.Refusals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Bolt.Endpoints;

/// <summary>
/// The base of every generated endpoint: what is the same for all routes stands here once, so that generated code is the checks, the
/// binding and the call. Not for use in hand-written code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class BoltEndpoint
{
    private readonly List<IAuthenticationBackend> _backends = [];
    private readonly RefusalWriter _refusals;
    private EndpointFilterDelegate? _filters;
    private readonly RuntimeTypeResults _dynamic;
    private readonly BoltMetrics _metrics;
    private readonly bool _keepsOutOfCaches;
    private bool _isAnswerBounded;

    /// <summary>Called by generated code, once per route and application.</summary>
    /// <param name="bolt">The mapping under way.</param>
    /// <param name="info">The route's facts.</param>
    protected BoltEndpoint(BoltMapper bolt, BoltRouteInfo info)
    {
        ArgumentNullException.ThrowIfNull(bolt);
        Info = info;
        Time = bolt.Time;
        _metrics = bolt.Metrics;
        _keepsOutOfCaches = bolt.CachesOutput;
        _refusals = new RefusalWriter(info, _backends, bolt.ProblemDetails, bolt.Metrics, bolt.Logger);
        _dynamic = new RuntimeTypeResults(bolt.JsonOptions);
        _crossSite = bolt.CrossSite;
        _hasSessions = bolt.HasSessions;
    }

    /// <summary>The route's facts; published as endpoint metadata.</summary>
    public BoltRouteInfo Info { get; }

    /// <summary>The clock guards see.</summary>
    protected TimeProvider Time { get; }

    /// <summary>True when endpoint filters stand between binding and handler. Asked once per request, in between: nothing else behind the last guard is the same for all routes.</summary>
    protected bool HasFilters
    {
        get
        {
            if (_metrics.CountsAttempts)
            {
                RequestObservation.Current?.Authorized();
            }

            return _filters is not null;
        }
    }

    /// <summary>What <see cref="Call"/> returns for a handler that returns nothing.</summary>
    protected static ValueTask<object?> Nothing => new(Results.Empty);

    /// <summary>For routes without a guard, whose handler is never called.</summary>
    protected static ValueTask<object?> Refused => throw new InvalidOperationException("A route without a guard refuses every request; its handler cannot be called.");

    /// <summary>The whole request: authentication, guards, binding, handler.</summary>
    /// <param name="http">The request.</param>
    protected abstract Task Invoke(HttpContext http);

    /// <summary>Calls the handler with the arguments that endpoint filters have seen.</summary>
    /// <param name="context">The arguments in the handler's order.</param>
    protected abstract ValueTask<object?> Call(EndpointFilterInvocationContext context);

    /// <summary>Adds what OpenAPI and link generation want to know.</summary>
    /// <param name="bolt">Takes the metadata.</param>
    protected virtual void Describe(EndpointMetadataBuilder bolt)
    {
    }

    /// <summary>The backend, found in services when the route is mapped. Called in the order of <c>Auth</c>.</summary>
    /// <typeparam name="TBackend">The backend's concrete type.</typeparam>
    /// <param name="bolt">The mapping under way.</param>
    protected TBackend Backend<TBackend>(BoltMapper bolt)
        where TBackend : class, IAuthenticationBackend
    {
        ArgumentNullException.ThrowIfNull(bolt);
        return Keep(bolt.Backend<TBackend>(Info, isChecked: false));
    }

    private TBackend Keep<TBackend>(TBackend backend)
        where TBackend : class, IAuthenticationBackend
    {
        _backends.Add(backend);
        _acceptsOtherCredentials |= MayBeOther(backend);
        return backend;
    }

    /// <summary>Takes note of what a backend said: who is calling, or null.</summary>
    /// <param name="http">The request.</param>
    /// <param name="backend">The backend's place in <c>Auth</c>.</param>
    /// <param name="outcome">What it said.</param>
    protected AuthContext? Accept(HttpContext http, int backend, AuthenticationOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (IsObserved)
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

            return null;
        }

        CallerFeature.Set(http, auth, backend);
        if (_keepsOutOfCaches)
        {
            // Where anyone may call, what a known caller gets can still be his own.
            KeepOutOfCaches(http);
        }

        if (_acceptsOtherCredentials && IsOther(_backends[backend]))
        {
            ForbidStoring(http.Response.Headers);
        }

        return auth;
    }

    /// <summary>Refuses the request; the answer is complete when the task is.</summary>
    /// <param name="http">The request.</param>
    /// <param name="auth">Who is calling, or null.</param>
    /// <param name="result">What the guard decided; <c>default</c> is 403.</param>
    /// <param name="guard">The guard's place in the route's guards, or -1 where no guard decided.</param>
    protected Task Deny(HttpContext http, AuthContext? auth, GuardResult result, int guard) => _refusals.Refuse(http, auth, result, guard);

    /// <summary>Goes on with authentication once a backend has its answer.</summary>
    /// <param name="http">The request.</param>
    /// <param name="pending">The backend's answer.</param>
    /// <param name="next">The rest of the request.</param>
    protected static async Task Later(HttpContext http, ValueTask<AuthenticationOutcome> pending, Func<HttpContext, AuthenticationOutcome, Task> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        await next(http, await pending.ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Goes on with guards once one has its answer.</summary>
    /// <param name="http">The request.</param>
    /// <param name="auth">Who is calling, or null.</param>
    /// <param name="pending">The guard's answer.</param>
    /// <param name="next">The rest of the request.</param>
    protected static async Task Later(HttpContext http, AuthContext? auth, ValueTask<GuardResult> pending, Func<HttpContext, AuthContext?, GuardResult, Task> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        await next(http, auth, await pending.ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Runs the endpoint filters around <see cref="Call"/> and writes what comes out.</summary>
    /// <param name="context">The arguments in the handler's order.</param>
    protected async Task Filtered(EndpointFilterInvocationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        await Dynamic(context.HttpContext, await _filters!(context).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>The handler. Set when the endpoint is mapped.</summary>
    internal MethodInfo Method { get; set; } = null!;

    internal BoltEndpoint Copy() => (BoltEndpoint)MemberwiseClone();

    internal void DescribeTo(EndpointBuilder endpoint)
    {
        endpoint.Metadata.Add(Info);
        endpoint.Metadata.Add(NoCookieRedirect.Instance);
        if (Info.AllowsAnonymous)
        {
            // Declared public: a fallback policy of the application's does not close it.
            endpoint.Metadata.Add(AllowAnyMetadata.Instance);
        }

        if (_hasSessions)
        {
            endpoint.Metadata.Add(new SessionRoute(FirstSessionBackend()));
        }

        DescribeCrossSiteCheck(endpoint.Metadata);
        Describe(new EndpointMetadataBuilder(endpoint, Method));
    }

    /// <summary>The endpoint's request delegate, with the filters of groups and conventions chained behind the guards.</summary>
    internal RequestDelegate Build(EndpointBuilder endpoint)
    {
        _parameters = Method.GetParameters();
        var factories = endpoint.FilterFactories;
        if (factories.Count > 0)
        {
            var context = new EndpointFilterFactoryContext { MethodInfo = Method, ApplicationServices = endpoint.ApplicationServices };
            EndpointFilterDelegate filters = Call;
            for (var i = factories.Count - 1; i >= 0; i--)
            {
                filters = factories[i](context, filters);
            }

            _filters = filters;
        }

        ReadCrossSiteCheck(endpoint.Metadata);
        foreach (var metadata in endpoint.Metadata)
        {
            if (metadata is SessionRoute route)
            {
                route.Endpoint = this;
            }
        }

        return Start;
    }
}
