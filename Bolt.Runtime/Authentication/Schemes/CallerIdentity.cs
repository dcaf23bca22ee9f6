using System.Linq;
using System.Security.Claims;

namespace Bolt.Authentication.Schemes;

/// <summary>
/// The identity that a Bolt scheme gives ASP.NET Core: it remembers its caller. It is the user that carries it, so that what <see cref="BoltHttpContextExtensions.GetAuthContext"/> says is
/// who the request's user is: a claims transformation may add to the principal, a policy may merge several, and middleware may set another.
/// </summary>
internal sealed class CallerIdentity : ClaimsIdentity
{
    private CallerIdentity(ClaimsIdentity other, AuthContext auth)
        : base(other) => Auth = auth;

    public AuthContext Auth { get; }

    /// <summary>The request's own principal: the application's claims transformations and handlers may add to it.</summary>
    public static ClaimsPrincipal Principal(AuthContext auth) => new(new CallerIdentity(auth.Principal.Clone().Identities.First(), auth));

    public static AuthContext? Find(ClaimsPrincipal user)
    {
        foreach (var identity in user.Identities)
        {
            if (identity is CallerIdentity caller)
            {
                return caller.Auth;
            }
        }

        return null;
    }

    public override ClaimsIdentity Clone() => new CallerIdentity(this, Auth);
}
