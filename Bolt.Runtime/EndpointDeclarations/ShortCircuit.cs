using System;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Bolt.EndpointDeclarations;

/// <summary>Endpoints that routing runs as soon as it has chosen them, before any middleware behind it.</summary>
internal static class ShortCircuit
{
    /// <summary>The type is ASP.NET Core's secret, so its own method is asked for one.</summary>
    private static readonly Type Mark = Find();

    public static bool Is(object metadata) => Mark.IsInstanceOfType(metadata);

    private static Type Find()
    {
        var endpoint = new RouteEndpointBuilder(static _ => System.Threading.Tasks.Task.CompletedTask, RoutePatternFactory.Parse("/"), 0);
        new Conventions(endpoint).ShortCircuit();
        return endpoint.Metadata[^1].GetType();
    }

    private sealed class Conventions(EndpointBuilder endpoint) : IEndpointConventionBuilder
    {
        public void Add(Action<EndpointBuilder> convention) => convention(endpoint);
    }
}
