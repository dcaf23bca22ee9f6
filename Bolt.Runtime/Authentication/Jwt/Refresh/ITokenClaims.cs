using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Bolt;

/// <summary>
/// Adds claims to the access tokens of <see cref="JwtIssuer.CreatePairAsync"/>. Asked at the sign-in and at every refresh, with the user as it is then, so that no claim is older than its token.
/// Register it as a service; all that are registered are asked. Scoped to the call.
/// </summary>
/// <typeparam name="TUser">Your user type.</typeparam>
public interface ITokenClaims<in TUser>
    where TUser : class, IBoltUser
{
    /// <summary>Adds the user's claims: values and names as <see cref="JwtIssuer.CreateToken"/> takes them, without <c>sid</c>, <c>auth_time</c> and <c>amr</c>.</summary>
    /// <param name="user">The user.</param>
    /// <param name="claims">Where to add them.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask AddAsync(TUser user, IDictionary<string, object?> claims, CancellationToken cancellationToken);
}
