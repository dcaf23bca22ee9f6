using System;
using Bolt.Authentication.Registration;
using Bolt.Authentication.Schemes;
using Bolt.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bolt;

/// <summary>Makes Bolt's backends known to ASP.NET Core.</summary>
public static class BoltAuthenticationBuilderExtensions
{
    /// <summary>
    /// Registers every Bolt backend among the services as an authentication scheme with the backend's <see cref="IAuthenticationBackend.Name"/>, so that
    /// <c>[Authorize]</c> on controllers and hubs, policies and gRPC accept the same credentials as Bolt endpoints; and
    /// <see cref="BoltAuthenticationDefaults.AuthenticationScheme"/>, which tries them all. May come before or after the backends are added.
    /// </summary>
    /// <param name="builder">What <c>AddAuthentication()</c> returned.</param>
    public static AuthenticationBuilder AddBolt(this AuthenticationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        if (services.IsRegistered(typeof(SchemeBackends)))
        {
            return builder;
        }

        services.AddBolt();
        services.AddSingleton(static provider => new SchemeBackends(provider.GetRequiredService<BackendRegistry>(), provider));
        services.AddSingleton<IConfigureOptions<AuthenticationOptions>>(static provider => new ConfigureSchemeOptions(provider));
        services.AddSingleton<IPostConfigureOptions<AuthenticationOptions>>(static provider => new ConfigureSchemeOptions(provider));
        services.AddSingleton<IStartupFilter>(static provider => new SchemeRefusalFilter(provider.GetService<IProblemDetailsService>()));
        return builder;
    }
}
