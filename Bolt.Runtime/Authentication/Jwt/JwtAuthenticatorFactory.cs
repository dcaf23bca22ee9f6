using System;
using System.Collections.Generic;
using Bolt.Authentication.Jwt.Configuration;
using Bolt.Authentication.Jwt.Discovery;
using Bolt.Authentication.Jwt.Keys;
using Bolt.Authentication.Jwt.Validation;
using Bolt.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Jwt;

/// <summary>Creates a backend from validated options.</summary>
internal static class JwtAuthenticatorFactory
{
    public static JwtAuthenticator Create(JwtOptions options, string name, IServiceProvider services)
    {
        var store = services.GetService<IRevocationStore>();
        var time = services.GetRequiredService<TimeProvider>();
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger<JwtAuthentication>();
        var problems = new OptionsProblems();
        var resolution = JwtKeyResolution.From(options, problems);
        if (problems.Count > 0)
        {
            // The options were valid when they were read: a key has been disposed since. A backend without it would refuse that key's tokens without saying why.
            throw new InvalidOperationException($"{name} cannot verify. {string.Join(' ', problems)}");
        }

        WarnOfUnchecked(options, name, logger);
        KeyRing keys = options.HasAuthority ? Discovered(new OidcKeyRing(options, resolution, time, logger), services) : new FixedKeyRing(new KeySet(resolution.Verifiers));
        return new JwtAuthenticator(JwtValidationParameters.From(options, name, store is not null, LongestLifetime(store, services)), keys, store, time);
    }

    /// <summary>How long a token may live: as long as entries of its session and user are kept.</summary>
    public static TimeSpan LongestLifetime(IRevocationStore? store, IServiceProvider services) =>
        store is ISessionRevocationStore ? services.GetRequiredService<IOptions<RevocationOptions>>().Value.MaximumTokenLifetime : TimeSpan.MaxValue;

    private static OidcKeyRing Discovered(OidcKeyRing ring, IServiceProvider services)
    {
        services.GetRequiredService<OidcKeyRings>().Add(ring);
        return ring;
    }

    private static void WarnOfUnchecked(JwtOptions options, string name, ILogger logger)
    {
        if (options.Secret is null && options.Keys.Count == 0 && !options.HasAuthority)
        {
            // Keys of the Bearer scheme only: they are bound to their issuer.
            return;
        }

        var issuer = options.Issuers.Count == 0 && !(options.HasAuthority && options.Keys.Count == 0);
        if (issuer || options.Audiences.Count == 0)
        {
            JwtLog.Unchecked(logger, name, issuer ? options.Audiences.Count == 0 ? "iss and aud" : "iss" : "aud");
        }
    }
}
