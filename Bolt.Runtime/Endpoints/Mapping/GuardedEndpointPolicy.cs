using System.Linq;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;

namespace Bolt.Endpoints.Mapping;

/// <summary>
/// What a guarded endpoint says to <c>UseAuthorization()</c>: "I have rules of my own". A <c>FallbackPolicy</c> is for endpoints that say nothing. Without this the middleware
/// would apply it to a Bolt endpoint before the endpoint's backends have run, and refuse every caller, or throw because there is no default scheme. It opens nothing: the guards
/// still stand in the endpoint itself, and <c>[Authorize]</c> or <c>RequireAuthorization()</c> on the endpoint counts besides, so that both have to pass.
/// </summary>
internal sealed class GuardedEndpointPolicy : IAuthorizationRequirement, IAuthorizationHandler
{
    /// <summary>Not <see cref="IAuthorizeData"/>, which would make the middleware obligatory.</summary>
    public static readonly AuthorizationPolicy Policy = new([new GuardedEndpointPolicy()], []);

    /// <summary>Once every convention of the application's has spoken; again, once those of a group have.</summary>
    public static void Finish(EndpointBuilder endpoint)
    {
        var metadata = endpoint.Metadata;
        var routes = metadata.OfType<BoltRouteInfo>().ToList();
        if (routes.Count > 0 && routes.TrueForAll(static r => r.AllowsAnonymous))
        {
            return;
        }

        for (var i = metadata.Count - 1; i >= 0; i--)
        {
            // [AllowAnonymous] on the handler or on a group must not tell ASP.NET Core's own authorization that a guarded endpoint is public.
            if (metadata[i] is IAllowAnonymous || ReferenceEquals(metadata[i], Policy))
            {
                metadata.RemoveAt(i);
            }
        }

        // Where [Authorize] keeps the fallback policy away already, a policy beside it would cancel the default policy that a bare [Authorize] means.
        if (!metadata.Any(static m => m is IAuthorizeData))
        {
            metadata.Add(Policy);
        }
    }

    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        context.Succeed(this);
        return Task.CompletedTask;
    }

    public override string ToString() => "The Bolt endpoint's own guards decide.";
}
