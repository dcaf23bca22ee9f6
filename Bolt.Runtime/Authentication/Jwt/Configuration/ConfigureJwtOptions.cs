using Bolt.Authentication.Registration;
using Bolt.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Jwt.Configuration;

/// <summary>Reads a backend's configuration section.</summary>
internal sealed class ConfigureJwtOptions(BackendRegistration backend, IConfiguration? configuration) : IConfigureNamedOptions<JwtOptions>
{
    public void Configure(JwtOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, JwtOptions options)
    {
        if (name == backend.OptionsName && configuration is not null)
        {
            SettingsReader.Read(configuration.GetSection(backend.Section), options.ConfigurationProblems, settings => Read(settings, options));
        }
    }

    private static void Read(SettingsReader settings, JwtOptions options)
    {
        settings.String(nameof(options.Secret), value => options.Secret = value);
        settings.Section(nameof(options.Keys), keys => ConfiguredKey.AddAll(keys, options.Keys, options.ConfigurationProblems));
        settings.String(nameof(options.Authority), value => options.Authority = value);
        settings.String(nameof(options.MetadataAddress), value => options.MetadataAddress = value);
        settings.Strings(nameof(options.Algorithms), options.Algorithms);
        settings.Strings(nameof(options.Audiences), options.Audiences);
        settings.Strings(nameof(options.Issuers), options.Issuers);
        settings.Strings(nameof(options.ValidTypes), options.ValidTypes);
        settings.String(nameof(options.Header), value => options.Header = value ?? options.Header);
        settings.Strings(nameof(options.QueryTokenPaths), options.QueryTokenPaths);
        settings.Time(nameof(options.ClockSkew), value => options.ClockSkew = value);
        settings.Boolean(nameof(options.RequireTokenId), value => options.RequireTokenId = value);
        settings.Integer(nameof(options.MaximumTokenLength), value => options.MaximumTokenLength = value);
        settings.Integer(nameof(options.VerifiedTokenCacheSize), value => options.VerifiedTokenCacheSize = value);
        settings.Strings(nameof(options.PermissionClaims), options.PermissionClaims);
        settings.Time(nameof(options.TokenLifetime), value => options.TokenLifetime = value);
        settings.Time(nameof(options.KeyRefreshInterval), value => options.KeyRefreshInterval = value);
        settings.Time(nameof(options.MinimumKeyRefreshInterval), value => options.MinimumKeyRefreshInterval = value);
        settings.Time(nameof(options.MaximumKeyAge), value => options.MaximumKeyAge = value);
    }
}
