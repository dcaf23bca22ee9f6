using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Tasks;
using Bolt.Authentication;
using Bolt.Authentication.Sessions;
using Bolt.Diagnostics;
using Bolt.Endpoints.Mapping;
using Bolt.Endpoints.Responses;
using Bolt.Refusals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bolt.Endpoints;

/// <summary>
/// The base of every generated endpoint: what is the same for all routes is here once, so that generated code is the checks, the
/// binding and the call. Not for use in hand-written code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class BoltEndpoint
{
    private readonly List<IAuthenticationBackend> _backends = [];

    /// <summary>Says which route it is that refuses.</summary>
    private RefusalWriter _refusals;

    private readonly RuntimeTypeResults _dynamic;
    private readonly BoltMetrics _metrics;
    private bool _isResponseBounded;

    /// <summary>A value is of the declared type, never of one derived from it: arrays are covariant, and a nullable value is one of the type beneath.</summary>
    private bool _isResponseSealed;

    /// <summary>The contract of the handler's result; null where it is not JSON, or declared as <c>object</c>.</summary>
    private JsonTypeInfo? _declared;

    /// <summary>Called by generated code, once per route and application.</summary>
    protected BoltEndpoint(BoltMapper mapper, BoltRouteInfo info)
    {
        Info = info;
        Time = mapper.Time;
        _metrics = mapper.Metrics;
        _keepsOutOfCaches = mapper.CachesOutput;
        _refusals = new RefusalWriter(info, _backends, mapper.ProblemDetails, mapper.Metrics, mapper.Logger, mapper.ExplainsRefusals);
        _dynamic = new RuntimeTypeResults(mapper.JsonOptions);
        _crossSite = mapper.CrossSite;
        _hasSessions = mapper.HasSessions;
        _hasRefusals = mapper.HasRefusals;
    }

    /// <summary>The route's facts; published as endpoint metadata.</summary>
    public BoltRouteInfo Info { get; }

    /// <summary>The clock guards see.</summary>
    protected TimeProvider Time { get; }

    /// <summary>Finds a public property that the type itself declares. A constant, so that trimming keeps exactly what is looked up.</summary>
    protected const BindingFlags DeclaredPublic = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Public;

    /// <summary>What <see cref="Call"/> returns for a handler that returns nothing.</summary>
    protected static ValueTask<object?> Nothing => new(Results.Empty);

    /// <summary>For routes without a guard, whose handler is never called.</summary>
    protected static ValueTask<object?> Refused => throw new InvalidOperationException("A route without a guard refuses every request; its handler cannot be called.");

    /// <summary>The whole request: authentication, guards, binding, handler.</summary>
    protected abstract Task Invoke(HttpContext http);

    /// <summary>Calls the handler with the arguments that endpoint filters have seen.</summary>
    protected abstract ValueTask<object?> Call(EndpointFilterInvocationContext context);

    /// <summary>Adds what OpenAPI and link generation want to know.</summary>
    protected virtual void Describe(EndpointMetadataBuilder metadata)
    {
    }

    /// <summary>The handler. Set when the endpoint is mapped.</summary>
    internal MethodInfo Method { get; set; } = null!;

    internal BoltEndpoint Copy() => (BoltEndpoint)MemberwiseClone();

    internal void DescribeTo(EndpointBuilder endpoint)
    {
        endpoint.Metadata.Add(Info);
        endpoint.Metadata.Add(NoCookieRedirect.Instance);
        if (_backends.Count > 0)
        {
            endpoint.Metadata.Add(new BackendMetadata(_backends));
        }

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
        _refusals = _refusals.At((endpoint as RouteEndpointBuilder)?.RoutePattern.RawText);
        ChainFilters(endpoint);
        ReadCrossSiteCheck(endpoint.Metadata);
        _metadata = endpoint.Metadata;
        foreach (var metadata in endpoint.Metadata)
        {
            if (metadata is SessionRoute route)
            {
                route.Endpoint = this;
            }
        }

        return Start;
    }

    /// <summary>A request has been routed here.</summary>
    private Task Start(HttpContext http)
    {
        if (_keepsOutOfCaches && !Info.AllowsAnonymous)
        {
            KeepOutOfCaches(http);
        }

        if (_backends.Count == 0)
        {
            // With backends the first one's answer does this.
            CallerFeature.Forget(http);
        }

        return _hasRefusals ? StartWithSessions(http) : IsObserved ? Observe(http) : Invoke(http);
    }
}
