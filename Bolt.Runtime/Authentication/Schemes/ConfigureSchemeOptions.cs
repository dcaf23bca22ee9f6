using System;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Schemes;

/// <summary>Adds the schemes. Two backends with one name stop the program here: one of them would otherwise stand in for the other.</summary>
internal sealed class ConfigureSchemeOptions(IServiceProvider services) : IConfigureOptions<AuthenticationOptions>, IPostConfigureOptions<AuthenticationOptions>
{
    public void Configure(AuthenticationOptions options)
    {
        foreach (var backend in services.GetRequiredService<SchemeBackends>().All)
        {
            options.AddScheme<BoltSchemeHandler>(backend.Name, displayName: null);
        }

        options.AddScheme<BoltSchemeHandler>(BoltAuthenticationDefaults.AuthenticationScheme, displayName: null);
    }

    /// <summary>What the application chose stays; without a choice <c>[Authorize]</c> would throw because there is no default scheme.</summary>
    public void PostConfigure(string? name, AuthenticationOptions options)
    {
        if (options.DefaultScheme is null && options.DefaultAuthenticateScheme is null && options.DefaultChallengeScheme is null)
        {
            options.DefaultScheme = BoltAuthenticationDefaults.AuthenticationScheme;
        }
    }
}
