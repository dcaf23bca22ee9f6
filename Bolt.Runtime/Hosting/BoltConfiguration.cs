using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Bolt;

/// <summary>Reads what the section <c>Bolt</c> says of the whole application; its other entries belong to backends.</summary>
internal sealed class BoltConfiguration(IConfiguration? configuration = null) : IConfigureOptions<BoltOptions>
{
    public const string TrustedOrigins = "Bolt:TrustedOrigins";

    public void Configure(BoltOptions options)
    {
        if (configuration is not null)
        {
            ConfiguredTexts.Add(configuration.GetSection(TrustedOrigins), options.TrustedOrigins);
        }
    }
}
