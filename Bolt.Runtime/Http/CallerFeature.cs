using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace Bolt;

/// <summary>
/// What <c>HttpContext.User</c> shows: the caller's principal, built when asked. One per request, because a request may set another user
/// while the <see cref="AuthContext"/> may serve several.
/// </summary>
internal sealed class CallerFeature(AuthContext auth, int backend) : IHttpAuthenticationFeature
{
    private ClaimsPrincipal? _user;

    public AuthContext Auth { get; } = auth;

    /// <summary>The accepting backend's place in the route's <c>Auth</c>.</summary>
    public int Backend { get; } = backend;

    public ClaimsPrincipal? User
    {
        get => _user ?? Auth.Principal;
        set => _user = value;
    }
}
