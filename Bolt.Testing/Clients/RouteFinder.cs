using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Testing.Clients;

/// <summary>Which of Bolt's endpoints a request is going to reach, and so which credential it needs. The server decides; this only chooses among the credentials that a caller has.</summary>
internal sealed class RouteFinder(IServiceProvider services)
{
    private readonly Lazy<List<Candidate>> _endpoints = new(() => [.. services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(static e => e.Metadata.GetMetadata<IBoltSecurityMetadata>() is not null)
        .OrderBy(static e => e.Order).ThenBy(static e => e.RoutePattern.InboundPrecedence)
        .Select(static e => new Candidate(e))]);

    /// <summary>All of the application's, each once, in the order of its routes.</summary>
    public IEnumerable<IAuthenticationBackend> Backends => _endpoints.Value.SelectMany(static e => e.Backends).DistinctBy(static b => b.GetType());

    /// <summary>The backends of the endpoint that is asked; null where it is not one of Bolt's.</summary>
    public IReadOnlyList<IAuthenticationBackend>? Find(string method, Uri address)
    {
        var policies = services.GetRequiredService<ParameterPolicyFactory>();
        var path = new PathString(Uri.UnescapeDataString(address.AbsolutePath));
        return _endpoints.Value.Find(e => e.Matches(method, address, path, policies))?.Backends;
    }

    private sealed class Candidate(RouteEndpoint endpoint)
    {
        private readonly TemplateMatcher _matcher = new(new RouteTemplate(endpoint.RoutePattern), new RouteValueDictionary(endpoint.RoutePattern.Defaults));
        private readonly IReadOnlyList<string> _methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
        private readonly IReadOnlyList<string> _hosts = endpoint.Metadata.GetMetadata<IHostMetadata>()?.Hosts ?? [];

        public IReadOnlyList<IAuthenticationBackend> Backends { get; } = endpoint.Metadata.GetMetadata<IBoltBackendMetadata>()?.Backends ?? [];

        public bool Matches(string method, Uri address, PathString path, ParameterPolicyFactory policies)
        {
            var values = new RouteValueDictionary();
            return (_methods.Count == 0 || _methods.Contains(method, StringComparer.OrdinalIgnoreCase))
                && (_hosts.Count == 0 || _hosts.Any(h => h.Contains('*', StringComparison.Ordinal) || h.Split(':')[0].Equals(address.Host, StringComparison.OrdinalIgnoreCase)))
                && _matcher.TryMatch(path, values)
                && endpoint.RoutePattern.ParameterPolicies.All(p => p.Value.All(reference =>
                    policies.Create(endpoint.RoutePattern.GetParameter(p.Key), reference) is not IRouteConstraint constraint || constraint.Match(null, null, p.Key, values, RouteDirection.IncomingRequest)));
        }
    }
}
