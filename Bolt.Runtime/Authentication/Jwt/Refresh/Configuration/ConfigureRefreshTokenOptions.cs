using Bolt.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Jwt.Refresh.Configuration;

/// <summary>Reads the configuration section.</summary>
internal sealed class ConfigureRefreshTokenOptions(IConfiguration? configuration) : IConfigureOptions<RefreshTokenOptions>
{
    public const string Section = "Bolt:RefreshTokens";

    public void Configure(RefreshTokenOptions options)
    {
        if (configuration is null)
        {
            return;
        }

        SettingsReader.Read(configuration.GetSection(Section), options.ConfigurationProblems, settings =>
        {
            settings.Time(nameof(options.AccessTokenLifetime), value => options.AccessTokenLifetime = value);
            settings.Time(nameof(options.IdleTimeout), value => options.IdleTimeout = value);
            settings.Time(nameof(options.AbsoluteTimeout), value => options.AbsoluteTimeout = value);
            settings.Time(nameof(options.ReuseGrace), value => options.ReuseGrace = value);
            settings.Integer(nameof(options.MaximumPerUser), value => options.MaximumPerUser = value);
        });
    }
}
