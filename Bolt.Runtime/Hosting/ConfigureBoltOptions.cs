using Bolt.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Bolt.Hosting;

/// <summary>Reads the settings of the whole application from the section <c>Bolt</c>; its other entries belong to backends.</summary>
internal sealed class ConfigureBoltOptions(IConfiguration? configuration = null) : IConfigureOptions<BoltOptions>
{
    public const string Section = "Bolt";

    public void Configure(BoltOptions options)
    {
        if (configuration is not null)
        {
            var section = configuration.GetSection(Section);
            SettingsReader.Read(section, options.ConfigurationProblems, settings =>
            {
                settings.Section(nameof(options.TrustedOrigins), origins => SettingsReader.AddStrings(origins, options.TrustedOrigins));
                settings.Boolean(nameof(options.ExplainRefusals), value => options.ExplainRefusals = value);
                settings.Choice<Undeclared>(nameof(options.UndeclaredEndpoints), value => options.UndeclaredEndpoints = value);
                foreach (var other in section.GetChildren())
                {
                    settings.Ignore(other.Key);
                }
            });
        }
    }
}
