using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bolt.Authentication.Jwt.Refresh;

/// <summary>The application's loader and its claims, in a scope of their own: <see cref="JwtIssuer"/> is a singleton.</summary>
internal sealed class RefreshUsers<TUser>(IServiceScopeFactory scopes, ILogger<JwtIssuer> logger) : IRefreshUsers
    where TUser : class, IBoltUser
{
    public Type User => typeof(TUser);

    public Type Loader => typeof(IUserLoader<TUser>);

    public async ValueTask<Dictionary<string, object?>> ClaimsAsync(IBoltUser user, CancellationToken cancellationToken)
    {
        var own = user as TUser
            ?? throw new ArgumentException($"The user is a {TypeName.Full(user.GetType())}, and AddRefreshTokens<{TypeName.InCode(typeof(TUser))}>() was called.", nameof(user));
        var scope = scopes.CreateAsyncScope();
        await using var disposal = scope.ConfigureAwait(false);
        return await ClaimsAsync(scope.ServiceProvider, own, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<RefreshUser?> FindAsync(string userId, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using var disposal = scope.ConfigureAwait(false);
        TUser? user;
        try
        {
            user = await scope.ServiceProvider.GetRequiredService<IUserLoader<TUser>>().FindAsync(userId, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            RefreshLog.Failed(logger, "the user source", e);
            throw new BoltRefusedException("The user source could not be asked.", e);
        }

        return user is null ? null : new RefreshUser(user, await ClaimsAsync(scope.ServiceProvider, user, cancellationToken).ConfigureAwait(false));
    }

    private static async ValueTask<Dictionary<string, object?>> ClaimsAsync(IServiceProvider services, TUser user, CancellationToken cancellationToken)
    {
        var claims = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var source in services.GetServices<ITokenClaims<TUser>>())
        {
            await source.AddAsync(user, claims, cancellationToken).ConfigureAwait(false);
        }

        return claims;
    }
}
