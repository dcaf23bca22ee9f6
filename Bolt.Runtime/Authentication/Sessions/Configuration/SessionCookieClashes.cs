using System;
using System.Collections.Generic;
using Bolt.Authentication.Registration;
using Bolt.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Sessions.Configuration;

/// <summary>Stops the program at start where ASP.NET Core's antiforgery, sessions or cookie authentication would set a session's cookie too.</summary>
internal sealed class SessionCookieClashes(BackendRegistry backends, IOptionsMonitor<SessionOptions> options, IServiceProvider services) : IStartCheck
{
    public IEnumerable<string> Problems()
    {
        foreach (var backend in backends.All)
        {
            if (backend.Kind != SessionBackend.Kind)
            {
                continue;
            }

            var cookie = options.Get(backend.OptionsName).CookieName;
            foreach (var (owner, name) in Others())
            {
                if (string.Equals(cookie, name, StringComparison.OrdinalIgnoreCase))
                {
                    yield return $"{TypeName.Full(backend.Type)} and {owner} would both set the cookie {cookie}: give one of them another name.";
                }
            }
        }
    }

    private IEnumerable<(string Owner, string? Name)> Others()
    {
        var known = services.GetService<IServiceProviderIsService>();
        if (known?.IsService(typeof(IAntiforgery)) == true)
        {
            yield return ("antiforgery", services.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie.Name);
        }

        if (known?.IsService(typeof(Microsoft.AspNetCore.Session.ISessionStore)) == true)
        {
            yield return ("AddSession()", services.GetRequiredService<IOptions<Microsoft.AspNetCore.Builder.SessionOptions>>().Value.Cookie.Name);
        }

        if (services.GetService<IOptions<AuthenticationOptions>>()?.Value is not { } authentication)
        {
            yield break;
        }

        foreach (var scheme in authentication.Schemes)
        {
            if (typeof(CookieAuthenticationHandler).IsAssignableFrom(scheme.HandlerType))
            {
                yield return ($"the scheme {scheme.Name}", services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(scheme.Name).Cookie.Name);
            }
        }
    }
}
