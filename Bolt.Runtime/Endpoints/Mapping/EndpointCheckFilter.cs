using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bolt.Endpoints.Mapping;

/// <summary>
/// Looks at the application's finished endpoints once they are mapped and before the server listens. Routing says what is wrong with them too, but at the first request, and then to every
/// request of the program.
/// </summary>
internal sealed class EndpointCheckFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        next(app);
        var services = app.ApplicationServices;
        if (services.GetService<EndpointDataSource>() is not { } source)
        {
            return;
        }

        var endpoints = source.Endpoints.OfType<RouteEndpoint>().ToList();
        if (!endpoints.Exists(static e => e.Metadata.GetMetadata<BoltRouteInfo>() is not null))
        {
            return;
        }

        var problems = new SortedSet<string>(StringComparer.Ordinal);
        problems.UnionWith(EndpointClashes.Names(endpoints));
        problems.UnionWith(UnknownConstraints.Problems(endpoints, services.GetRequiredService<IOptions<RouteOptions>>().Value));
        if (services.GetServices<MatcherPolicy>().All(static p => EndpointClashes.IsKnown(p.GetType())))
        {
            problems.UnionWith(EndpointClashes.Routes(endpoints));
        }

        if (problems.Count > 0)
        {
            throw new InvalidOperationException("Bolt cannot start:\n" + string.Join('\n', problems.Select(static p => "- " + p)));
        }
    };
}
