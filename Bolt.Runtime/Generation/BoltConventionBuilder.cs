using System;
using System.Collections.Generic;
using Microsoft.AspNetCore.Builder;

namespace Bolt.Generation;

/// <summary>Hands conventions on to every endpoint of one <c>MapBolt()</c>.</summary>
internal sealed class BoltConventionBuilder(List<RouteHandlerBuilder> routes) : IEndpointConventionBuilder
{
    public void Add(Action<EndpointBuilder> convention) => routes.ForEach(r => r.Add(convention));

    public void Finally(Action<EndpointBuilder> finallyConvention) => routes.ForEach(r => r.Finally(finallyConvention));
}
