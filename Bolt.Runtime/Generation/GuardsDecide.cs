using System.Threading.Tasks;
using Microsoft.AspNetCore.Authorization;

namespace Bolt.Generation;

/// <summary>
/// What a guarded endpoint says to <c>UseAuthorization()</c>: "I have rules of my own". A <c>FallbackPolicy</c> is for endpoints that say nothing. Without this the middleware
/// would apply it to a Bolt endpoint before the endpoint's backends have run, and refuse every caller, or throw for want of a default scheme. It opens nothing: the guards
/// still stand in the endpoint itself, and <c>[Authorize]</c> or <c>RequireAuthorization()</c> on the endpoint is combined with it, so that both have to pass.
/// </summary>
internal sealed class GuardsDecide : IAuthorizationRequirement, IAuthorizationHandler
{
    /// <summary>Not <see cref="IAuthorizeData"/>, which would make the middleware obligatory.</summary>
    public static readonly AuthorizationPolicy Policy = new([new GuardsDecide()], []);

    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        context.Succeed(this);
        return Task.CompletedTask;
    }

    public override string ToString() => "The Bolt endpoint's own guards decide.";
}
