using System;
using System.Collections.Generic;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Bolt.Generation;

/// <summary>
/// The endpoints of one <c>MapBolt()</c>, and the builder of their conventions. They are made as <c>RouteHandlerServices.Map</c> makes its own, in the same order of steps, but for one thing:
/// what metadata a handler's attributes are is known at compile time and written by the generator. Asking every method for its attributes costs most of the start of an application
/// with thousands of routes.
/// </summary>
internal sealed class BoltDataSource(IServiceProvider services) : EndpointDataSource, IEndpointConventionBuilder
{
    private readonly List<(BoltEndpoint Endpoint, RoutePattern Pattern)> _routes = [];
    private readonly List<Action<EndpointBuilder>> _conventions = [];
    private readonly List<Action<EndpointBuilder>> _finallyConventions = [];
    private bool _isBuilt;

    /// <inheritdoc />
    public override IReadOnlyList<Endpoint> Endpoints => Build(null);

    /// <summary>One more route.</summary>
    public void Add(BoltEndpoint endpoint) => _routes.Add((endpoint, RoutePatternFactory.Parse(endpoint.Info.Pattern)));

    /// <inheritdoc />
    public void Add(Action<EndpointBuilder> convention) => Add(_conventions, convention);

    /// <inheritdoc />
    public void Finally(Action<EndpointBuilder> finallyConvention) => Add(_finallyConventions, finallyConvention);

    /// <inheritdoc />
    public override IReadOnlyList<Endpoint> GetGroupedEndpoints(RouteGroupContext context) => Build(context);

    /// <inheritdoc />
    public override IChangeToken GetChangeToken() => NullChangeToken.Singleton;

    private void Add(List<Action<EndpointBuilder>> conventions, Action<EndpointBuilder> convention)
    {
        if (_isBuilt)
        {
            throw new InvalidOperationException("The Bolt endpoints are built already: add conventions before the application starts.");
        }

        conventions.Add(convention);
    }

    private Endpoint[] Build(RouteGroupContext? group)
    {
        _isBuilt = true;
        var endpoints = new Endpoint[_routes.Count];
        for (var i = 0; i < endpoints.Length; i++)
        {
            endpoints[i] = Build(_routes[i].Endpoint, _routes[i].Pattern, group);
        }

        return endpoints;
    }

    private Endpoint Build(BoltEndpoint mapped, RoutePattern pattern, RouteGroupContext? group)
    {
        // Filters are this build's: the same route can be asked for inside and outside of its groups.
        var endpoint = mapped.Copy();
        pattern = group is null ? pattern : RoutePatternFactory.Combine(group.Prefix, pattern);
        var builder = new RouteEndpointBuilder(endpoint.RequestDelegate, pattern, order: 0)
        {
            DisplayName = endpoint.Info.DisplayName(pattern),
            ApplicationServices = services,
        };

        // Groups first, the route last: the later metadata is the one that counts.
        builder.Metadata.Add(endpoint.Method);
        if (endpoint.Info.Methods.Count > 0)
        {
            builder.Metadata.Add(new HttpMethodMetadata(endpoint.Info.Methods));
        }

        Apply(group?.Conventions, builder);
        endpoint.DescribeTo(builder);
        Apply(_conventions, builder);
        endpoint.Finish(builder);
        Apply(_finallyConventions, builder);
        Apply(group?.FinallyConventions, builder);
        if (!endpoint.Info.AllowsAnonymous)
        {
            GuardsDecide.Finish(builder);
        }

        return builder.Build();
    }

    private static void Apply(IReadOnlyList<Action<EndpointBuilder>>? conventions, EndpointBuilder builder)
    {
        foreach (var convention in conventions ?? [])
        {
            convention(builder);
        }
    }
}
