using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace Bolt.Endpoints.Mapping;

/// <summary>The endpoints of one <c>MapBolt()</c> and the builder of their conventions. ASP.NET Core makes them; a group's own last words come before Bolt's.</summary>
internal sealed class BoltDataSource(IServiceProvider services) : EndpointDataSource, IEndpointConventionBuilder
{
    private static readonly RequestDelegate Placeholder = static _ => Task.CompletedTask;

    private readonly PrivateRouteBuilder _inner = new(services);
    private readonly List<RouteHandlerBuilder> _routes = [];
    private readonly IEndpointConvention[] _last = [.. services.GetServices<IEndpointConvention>()];

    /// <inheritdoc />
    public override IReadOnlyList<Endpoint> Endpoints => Join(static source => source.Endpoints);

    /// <summary>Maps one route.</summary>
    public void Map(BoltEndpoint endpoint)
    {
        var route = RouteHandlerServices.Map(
            _inner,
            endpoint.Info.Pattern,
            Placeholder,
            endpoint.Info.Methods.Count == 0 ? null : endpoint.Info.Methods,
            (_, options) =>
            {
                AttributelessMethod.Reveal(options!.EndpointBuilder!);
                endpoint.DescribeTo(options.EndpointBuilder!);
                return new RequestDelegateMetadataResult { EndpointMetadata = options.EndpointBuilder!.Metadata.AsReadOnly() };
            },
            // Filters are this build's: the same route can be asked for inside and outside of its groups.
            (_, options, metadata) => new RequestDelegateResult(endpoint.Copy().Build(Finished(options.EndpointBuilder!)), metadata?.EndpointMetadata ?? []),
            new AttributelessMethod(endpoint.Method));
        route.Finally(GuardedEndpointPolicy.Finish);
        _routes.Add(route);
    }

    /// <inheritdoc />
    public void Add(Action<EndpointBuilder> convention) => _routes.ForEach(r => r.Add(convention));

    /// <inheritdoc />
    public void Finally(Action<EndpointBuilder> finallyConvention) => _routes.ForEach(r => r.Finally(finallyConvention));

    /// <inheritdoc />
    public override IReadOnlyList<Endpoint> GetGroupedEndpoints(RouteGroupContext context)
    {
        var group = new RouteGroupContext
        {
            Prefix = context.Prefix,
            Conventions = [AttributelessMethod.Reveal, .. context.Conventions],
            FinallyConventions = [.. context.FinallyConventions, GuardedEndpointPolicy.Finish],
            ApplicationServices = context.ApplicationServices,
        };
        return Join(source => source.GetGroupedEndpoints(group));
    }

    /// <inheritdoc />
    public override IChangeToken GetChangeToken() => new CompositeChangeToken([.. _inner.DataSources.Select(static s => s.GetChangeToken())]);

    private EndpointBuilder Finished(EndpointBuilder endpoint)
    {
        Array.ForEach(_last, convention => convention.Apply(endpoint));
        return endpoint;
    }

    private Endpoint[] Join(Func<EndpointDataSource, IReadOnlyList<Endpoint>> endpoints) => [.. _inner.DataSources.SelectMany(endpoints)];

    /// <summary>Where the routes are until it is known that nothing they need is missing.</summary>
    private sealed class PrivateRouteBuilder(IServiceProvider services) : IEndpointRouteBuilder
    {
        public IServiceProvider ServiceProvider => services;

        public ICollection<EndpointDataSource> DataSources { get; } = [];

        public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);
    }
}
