using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Authentication.Sessions;

namespace Bolt.Authentication.Jwt.Refresh;

/// <summary>The sign-ins with refresh tokens.</summary>
internal sealed class RefreshDirectory(RefreshTokens tokens, JwtIssuer issuer) : ISessionDirectory
{
    public async IAsyncEnumerable<SessionInfo> ListAsync(string userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var family in await tokens.ListAsync(userId, cancellationToken).ConfigureAwait(false))
        {
            yield return new SessionInfo(family.Id, RefreshTokens.Backend, family.CreatedAt, family.CreatedAt, family.RotatedAt, family.EndsAt, family.Methods, family.Device, null);
        }
    }

    public ValueTask<bool> EndAsync(string userId, string sessionKey, CancellationToken cancellationToken) => tokens.EndAsync(issuer, userId, sessionKey, cancellationToken);

    public ValueTask<int> EndAllAsync(string userId, string? exceptSessionKey, CancellationToken cancellationToken) => tokens.EndAllAsync(issuer, userId, exceptSessionKey, cancellationToken);
}
