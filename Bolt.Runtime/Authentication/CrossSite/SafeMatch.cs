using System.Collections.Generic;
using System.Threading.Tasks;
using Bolt.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Bolt.Authentication.CrossSite;

/// <summary>
/// The request had a safe method when routing chose its endpoint. Nothing else keeps that: middleware after routing may change the method, as <c>UseHttpMethodOverride</c> does
/// where the program does not call <c>UseRouting</c> itself. Noted only for routes that accept cookies and may be matched with safe and with other methods.
/// </summary>
internal sealed class SafeMatch
{
    private static readonly SafeMatch Instance = new();

    public static bool IsNoted(HttpContext http) => http.Features.Get<SafeMatch>() is not null;

    private static void Note(HttpContext http)
    {
        if (RouteMethods.IsSafe(http.Request.Method))
        {
            http.Features.Set(Instance);
        }
        else if (IsNoted(http))
        {
            http.Features.Set<SafeMatch>(null);
        }
    }

    /// <summary>Metadata of routes that ask for it.</summary>
    public sealed class Wanted
    {
        public static readonly Wanted Instance = new();
    }

    /// <summary>Runs while routing selects an endpoint, only for the candidates that ask for it.</summary>
    public sealed class Policy : MatcherPolicy, IEndpointSelectorPolicy
    {
        public override int Order => int.MaxValue;

        public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints)
        {
            foreach (var endpoint in endpoints)
            {
                if (IsWanted(endpoint.Metadata) && RouteMethods.Get(endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()) == RouteMethods.Kind.Mixed)
                {
                    return true;
                }
            }

            return false;
        }

        public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
        {
            Note(httpContext);
            return Task.CompletedTask;
        }

        /// <summary>Called for every endpoint of the application: a look-up by type would leave an entry in each one's cache.</summary>
        private static bool IsWanted(EndpointMetadataCollection metadata)
        {
            for (var i = 0; i < metadata.Count; i++)
            {
                if (metadata[i] is Wanted)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
