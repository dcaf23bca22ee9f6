using System;
using System.Collections.Generic;
using System.Globalization;
using Bolt.Authentication.Registration;
using Bolt.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Jwt.Configuration;

/// <summary>
/// Reads a backend's configuration section, by hand: no reflection, and a setting that does not exist is reported instead of ignored, for a misspelt
/// <c>Audience</c> would otherwise mean that no audience is checked.
/// </summary>
internal sealed class ConfigureJwtOptions(BackendRegistration backend, IConfiguration? configuration) : IConfigureNamedOptions<JwtOptions>
{
    public void Configure(JwtOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, JwtOptions options)
    {
        if (name != backend.OptionsName || configuration is null)
        {
            return;
        }

        foreach (var setting in configuration.GetSection(backend.Section).GetChildren())
        {
            Read(setting, options);
        }
    }

    private static void Read(IConfigurationSection setting, JwtOptions options)
    {
        var problems = options.ConfigurationProblems;
        switch (setting.Key.ToUpperInvariant())
        {
            case "SECRET":
                options.Secret = setting.Value;
                break;
            case "AUTHORITY":
                options.Authority = setting.Value;
                break;
            case "METADATAADDRESS":
                options.MetadataAddress = setting.Value;
                break;
            case "HEADER":
                options.Header = setting.Value ?? options.Header;
                break;
            case "ALGORITHMS":
                ConfiguredStrings.Add(setting, options.Algorithms);
                break;
            case "AUDIENCES":
                ConfiguredStrings.Add(setting, options.Audiences);
                break;
            case "ISSUERS":
                ConfiguredStrings.Add(setting, options.Issuers);
                break;
            case "VALIDTYPES":
                ConfiguredStrings.Add(setting, options.ValidTypes);
                break;
            case "PERMISSIONCLAIMS":
                ConfiguredStrings.Add(setting, options.PermissionClaims);
                break;
            case "KEYS":
                ConfiguredKey.AddAll(setting, options.Keys, problems);
                break;
            case "CLOCKSKEW":
                options.ClockSkew = Time(setting, options.ClockSkew, problems);
                break;
            case "TOKENLIFETIME":
                options.TokenLifetime = Time(setting, options.TokenLifetime, problems);
                break;
            case "KEYREFRESHINTERVAL":
                options.KeyRefreshInterval = Time(setting, options.KeyRefreshInterval, problems);
                break;
            case "MINIMUMKEYREFRESHINTERVAL":
                options.MinimumKeyRefreshInterval = Time(setting, options.MinimumKeyRefreshInterval, problems);
                break;
            case "MAXIMUMKEYAGE":
                options.MaximumKeyAge = Time(setting, options.MaximumKeyAge, problems);
                break;
            case "REQUIRETOKENID":
                options.RequireTokenId = Truth(setting, options.RequireTokenId, problems);
                break;
            case "MAXIMUMTOKENLENGTH":
                options.MaximumTokenLength = Number(setting, options.MaximumTokenLength, problems);
                break;
            case "VERIFIEDTOKENCACHESIZE":
                options.VerifiedTokenCacheSize = Number(setting, options.VerifiedTokenCacheSize, problems);
                break;
            default:
                problems.Add(SettingName.Unknown(setting, SettingName.OfBolt));
                break;
        }
    }

    private static TimeSpan Time(IConfigurationSection setting, TimeSpan fallback, List<string> problems) => Time(setting, (TimeSpan?)fallback, problems)!.Value;

    private static TimeSpan? Time(IConfigurationSection setting, TimeSpan? fallback, List<string> problems) =>
        TimeSpan.TryParse(setting.Value, CultureInfo.InvariantCulture, out var value) ? value : NotA("time span, such as 00:00:30", setting, fallback, problems);

    private static bool Truth(IConfigurationSection setting, bool fallback, List<string> problems) =>
        bool.TryParse(setting.Value, out var value) ? value : NotA("truth value, true or false", setting, fallback, problems);

    private static int Number(IConfigurationSection setting, int fallback, List<string> problems) =>
        int.TryParse(setting.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : NotA("whole number", setting, fallback, problems);

    private static T NotA<T>(string what, IConfigurationSection setting, T fallback, List<string> problems)
    {
        problems.Add($"{setting.Path} is not a {what}.");
        return fallback;
    }
}
