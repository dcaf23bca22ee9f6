using Bolt.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Sessions.Configuration;

/// <summary>Reads the configuration section.</summary>
internal sealed class ConfigureInMemorySessionStoreOptions(IConfiguration? configuration) : IConfigureOptions<InMemorySessionStoreOptions>
{
    public const string Section = "Bolt:InMemorySessions";

    public void Configure(InMemorySessionStoreOptions options)
    {
        if (configuration is null)
        {
            return;
        }

        SettingsReader.Read(configuration.GetSection(Section), options.ConfigurationProblems, settings =>
        {
            settings.LongInteger(nameof(options.MaximumSize), value => options.MaximumSize = value);
            settings.LongInteger(nameof(options.MaximumAnonymousSize), value => options.MaximumAnonymousSize = value);
        });
    }
}
