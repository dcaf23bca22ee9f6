using Bolt.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Bolt.Hosting;

/// <summary>Reads the settings of the whole application from the section <c>Bolt</c>; its other entries belong to backends.</summary>
internal sealed class ConfigureBoltOptions(IConfiguration? configuration = null) : IConfigureOptions<BoltOptions>
{
    public const string TrustedOrigins = "Bolt:TrustedOrigins";

    public void Configure(BoltOptions options)
    {
        if (configuration is not null)
        {
            SettingsReader.AddStrings(configuration.GetSection(TrustedOrigins), options.TrustedOrigins);
        }
    }
}
