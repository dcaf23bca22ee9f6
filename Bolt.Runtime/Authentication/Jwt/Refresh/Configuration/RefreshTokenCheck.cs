using System;
using System.Collections.Generic;
using Bolt.Hosting;
using Bolt.Revocation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Jwt.Refresh.Configuration;

/// <summary>What refresh tokens need of the rest of the program.</summary>
internal sealed class RefreshTokenCheck(IServiceProvider services) : IStartCheck
{
    public IEnumerable<string> Problems()
    {
        var isService = services.GetRequiredService<IServiceProviderIsService>();
        if (!isService.IsService(typeof(JwtIssuer)))
        {
            yield return "AddRefreshTokens() needs AddJwt() with a key that signs: the access tokens are this program's own.";
        }
        else if (JwtIssuer.SigningProblem(services) is { } problem)
        {
            yield return "AddRefreshTokens() needs a key that signs the access tokens: " + problem;
        }

        var users = services.GetRequiredService<IRefreshUsers>();
        if (!isService.IsService(users.Loader))
        {
            var user = TypeName.InCode(users.User);
            yield return $"AddRefreshTokens<{user}>() looks the user up at every refresh, and no IUserLoader<{user}> is registered: call services.AddBolt().AddUsers<{user}, …>().";
        }

        // A store that was registered without AddRevocation is asked itself.
        if ((services.GetService<RevocationStoreType>()?.Type ?? services.GetRequiredService<IRevocationStore>().GetType()) is var store && !typeof(ISessionRevocationStore).IsAssignableFrom(store))
        {
            yield return $"AddRefreshTokens() needs a revocation store that can revoke a session: {TypeName.Full(store)} is no ISessionRevocationStore, so that access tokens would outlive the session they belong to. "
                + "Use InMemoryRevocationStore, or implement ISessionRevocationStore.";
        }

        if (LivesTooLong())
        {
            yield return "RefreshTokenOptions.AccessTokenLifetime is longer than RevocationOptions.MaximumTokenLifetime: no access token would be accepted.";
        }
    }

    private bool LivesTooLong()
    {
        try
        {
            return services.GetRequiredService<IOptions<RefreshTokenOptions>>().Value.AccessTokenLifetime > services.GetRequiredService<IOptions<RevocationOptions>>().Value.MaximumTokenLifetime;
        }
        catch (OptionsValidationException)
        {
            // Said elsewhere.
            return false;
        }
    }
}
