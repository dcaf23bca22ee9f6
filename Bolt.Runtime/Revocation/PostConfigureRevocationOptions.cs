using System;
using Bolt.Authentication.Jwt;
using Bolt.Authentication.Registration;
using Bolt.Authentication.Sessions;
using Microsoft.Extensions.Options;

namespace Bolt.Revocation;

/// <summary>Finds the largest clock skew among the registered JWT backends, and the longest session.</summary>
internal sealed class PostConfigureRevocationOptions(BackendRegistry backends, IOptionsMonitor<JwtOptions> jwt, IOptionsMonitor<SessionOptions> sessions) : IPostConfigureOptions<RevocationOptions>
{
    public void PostConfigure(string? name, RevocationOptions options)
    {
        options.Retention = Longer(options.Retention, options.MaximumTokenLifetime);
        foreach (var backend in backends.All)
        {
            if (backend.Kind == JwtBackend.Kind)
            {
                options.ClockSkew = Longer(options.ClockSkew, jwt.Get(backend.OptionsName).ClockSkew);
            }
            else if (backend.Kind == SessionBackend.Kind)
            {
                options.Retention = Longer(options.Retention, sessions.Get(backend.OptionsName).AbsoluteTimeout);
            }
        }
    }

    public static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
