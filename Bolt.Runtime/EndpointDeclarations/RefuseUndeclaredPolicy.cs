using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Bolt.Diagnostics;
using Bolt.Endpoints.Mapping;
using Bolt.Refusals;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bolt.EndpointDeclarations;

/// <summary>
/// Puts a refusal in the place of every endpoint that nobody declared, while routing chooses: whenever it was mapped, and behind every policy that may have replaced it, as that of dynamic
/// routes does.
/// </summary>
internal sealed class RefuseUndeclaredPolicy(
    DeclaredEndpoints declared, IOptions<BoltOptions> options, BoltMetrics metrics, ILoggerFactory loggers, IProblemDetailsService? problems = null)
    : MatcherPolicy, IEndpointSelectorPolicy
{
    public const string Name = "UndeclaredEndpoints";

    private readonly ILogger _logger = loggers.CreateLogger("Bolt");
    private readonly ConditionalWeakTable<Endpoint, Endpoint> _refusals = [];

    public override int Order => int.MaxValue;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints)
    {
        if (options.Value.UndeclaredEndpoints == Undeclared.Warn)
        {
            return false;
        }

        if (ContainsDynamicEndpoints(endpoints))
        {
            return true;
        }

        foreach (var endpoint in endpoints)
        {
            if (declared.MayBeUndeclared(endpoint))
            {
                return true;
            }
        }

        return false;
    }

    public async Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && await declared.IsUndeclaredAsync(candidates[i].Endpoint).ConfigureAwait(false))
            {
                candidates.ReplaceEndpoint(i, _refusals.GetValue(candidates[i].Endpoint, Refusal), candidates[i].Values);
            }
        }
    }

    /// <summary>Keeps the pattern, for metrics and logs. <see cref="AllowAnyMetadata"/>: no middleware is to answer something else.</summary>
    private Endpoint Refusal(Endpoint endpoint)
    {
        var pattern = (endpoint as RouteEndpoint)?.RoutePattern ?? RoutePatternFactory.Parse("/");
        var name = EndpointNames.Of(endpoint);
        return new RouteEndpoint(http => Refuse(http, name, pattern), pattern, (endpoint as RouteEndpoint)?.Order ?? 0, new EndpointMetadataCollection(AllowAnyMetadata.Instance), endpoint.DisplayName);
    }

    private Task Refuse(HttpContext http, string endpoint, RoutePattern pattern)
    {
        BoltLog.UndeclaredRefused(_logger, endpoint);
        metrics.Refused(StatusCodes.Status403Forbidden, pattern.RawText ?? "", Name);
        return ProblemDetailsWriter.Write(http, StatusCodes.Status403Forbidden, problems);
    }
}
