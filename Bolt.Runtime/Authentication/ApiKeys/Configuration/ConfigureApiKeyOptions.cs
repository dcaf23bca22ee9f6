using System;
using System.Collections.Generic;
using System.Globalization;
using Bolt.Authentication.Registration;
using Bolt.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.ApiKeys.Configuration;

/// <summary>Reads a backend's configuration section, by hand: no reflection, and a setting that does not exist is reported instead of ignored. No message repeats a value.</summary>
internal sealed class ConfigureApiKeyOptions(BackendRegistration backend, IConfiguration? configuration) : IConfigureNamedOptions<ApiKeyOptions>
{
    private static readonly string[] Settings = ["Header", "Keys"];
    private static readonly string[] KeySettings = ["Name", "Hash", "Permissions", "ExpiresAt"];

    public void Configure(ApiKeyOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, ApiKeyOptions options)
    {
        if (name != backend.OptionsName || configuration is null)
        {
            return;
        }

        foreach (var setting in configuration.GetSection(backend.Section).GetChildren())
        {
            switch (setting.Key.ToUpperInvariant())
            {
                case "HEADER":
                    options.Header = setting.Value ?? options.Header;
                    break;
                case "KEYS":
                    foreach (var key in setting.GetChildren())
                    {
                        options.Keys.Add(Read(key, options.ConfigurationProblems));
                    }

                    break;
                default:
                    options.ConfigurationProblems.Add(SettingName.Unknown(setting, Settings));
                    break;
            }
        }
    }

    private static ApiKey Read(IConfigurationSection section, List<string> problems)
    {
        var (name, hash, permissions) = ("", "", new List<string>());
        DateTimeOffset? expiresAt = null;
        foreach (var setting in section.GetChildren())
        {
            switch (setting.Key.ToUpperInvariant())
            {
                case "NAME":
                    name = setting.Value ?? "";
                    break;
                case "HASH":
                    hash = setting.Value ?? "";
                    break;
                case "PERMISSIONS":
                    ConfiguredStrings.Add(setting, permissions);
                    break;
                case "EXPIRESAT":
                    expiresAt = Time(setting, problems);
                    break;
                default:
                    problems.Add(SettingName.Unknown(setting, KeySettings));
                    break;
            }
        }

        return new ApiKey(name, hash) { Permissions = [.. permissions], ExpiresAt = expiresAt };
    }

    private static DateTimeOffset? Time(IConfigurationSection setting, List<string> problems)
    {
        if (DateTimeOffset.TryParse(setting.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value))
        {
            return value;
        }

        problems.Add($"{setting.Path} is not a point in time, such as 2030-01-31T00:00:00Z.");
        return null;
    }
}
