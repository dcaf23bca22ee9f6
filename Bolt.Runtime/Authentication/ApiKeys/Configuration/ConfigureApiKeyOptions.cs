using System;
using System.Collections.Generic;
using Bolt.Authentication.Registration;
using Bolt.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.ApiKeys.Configuration;

/// <summary>Reads a backend's configuration section.</summary>
internal sealed class ConfigureApiKeyOptions(BackendRegistration backend, IConfiguration? configuration) : IConfigureNamedOptions<ApiKeyOptions>
{
    public void Configure(ApiKeyOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, ApiKeyOptions options)
    {
        if (name == backend.OptionsName && configuration is not null)
        {
            SettingsReader.Read(configuration.GetSection(backend.Section), options.ConfigurationProblems, settings =>
            {
                settings.String(nameof(options.Header), value => options.Header = value ?? options.Header);
                settings.Sections(nameof(options.Keys), key => options.Keys.Add(Read(key)));
            });
        }
    }

    private static ApiKey Read(SettingsReader key)
    {
        var (name, hash, permissions) = ("", "", new List<string>());
        DateTimeOffset? expiresAt = null;
        key.String(nameof(ApiKey.Name), value => name = value ?? "");
        key.String("Hash", value => hash = value ?? "");
        key.Strings(nameof(ApiKey.Permissions), permissions);
        key.Date(nameof(ApiKey.ExpiresAt), value => expiresAt = value);
        return new ApiKey(name, hash) { Permissions = [.. permissions], ExpiresAt = expiresAt };
    }
}
