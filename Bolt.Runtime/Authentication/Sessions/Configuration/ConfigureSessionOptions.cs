using System;
using System.Globalization;
using Bolt.Authentication.Registration;
using Bolt.Configuration;
using Bolt.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Sessions.Configuration;

/// <summary>Reads a backend's configuration section, by hand: no reflection, and a setting that does not exist is reported instead of ignored.</summary>
internal sealed class ConfigureSessionOptions(BackendRegistration backend, IConfiguration? configuration) : IConfigureNamedOptions<SessionOptions>
{
    private static readonly string[] Settings =
    [
        nameof(SessionOptions.CookieName), nameof(SessionOptions.IdleTimeout), nameof(SessionOptions.AbsoluteTimeout), nameof(SessionOptions.AnonymousTimeout),
        nameof(SessionOptions.TouchInterval), nameof(SessionOptions.LoginUrl), nameof(SessionOptions.ReturnUrlParameter), nameof(SessionOptions.MaximumSize),
        nameof(SessionOptions.MaximumSessionsPerUser), nameof(SessionOptions.RecordAddress),
    ];

    public void Configure(SessionOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, SessionOptions options)
    {
        if (name != backend.OptionsName)
        {
            return;
        }

        if (!backend.IsDefault)
        {
            options.CookieName = SessionOptions.DefaultCookieName + "-" + TypeName.Short(backend.Type).ToLowerInvariant();
        }

        if (configuration is null)
        {
            return;
        }

        foreach (var setting in configuration.GetSection(backend.Section).GetChildren())
        {
            Read(setting, options);
        }
    }

    private static void Read(IConfigurationSection setting, SessionOptions options)
    {
        switch (setting.Key.ToUpperInvariant())
        {
            case "COOKIENAME":
                options.CookieName = setting.Value ?? options.CookieName;
                break;
            case "IDLETIMEOUT":
                options.IdleTimeout = Time(setting, options, options.IdleTimeout);
                break;
            case "ABSOLUTETIMEOUT":
                options.AbsoluteTimeout = Time(setting, options, options.AbsoluteTimeout);
                break;
            case "ANONYMOUSTIMEOUT":
                options.AnonymousTimeout = Time(setting, options, options.AnonymousTimeout);
                break;
            case "TOUCHINTERVAL":
                options.TouchInterval = Time(setting, options, options.TouchInterval);
                break;
            case "LOGINURL":
                options.LoginUrl = setting.Value ?? options.LoginUrl;
                break;
            case "RETURNURLPARAMETER":
                options.ReturnUrlParameter = setting.Value is { Length: > 0 } parameter ? parameter : null;
                break;
            case "MAXIMUMSIZE":
                options.MaximumSize = Number(setting, options, options.MaximumSize);
                break;
            case "MAXIMUMSESSIONSPERUSER":
                options.MaximumSessionsPerUser = Number(setting, options, options.MaximumSessionsPerUser);
                break;
            case "RECORDADDRESS":
                if (bool.TryParse(setting.Value, out var record))
                {
                    options.RecordAddress = record;
                }
                else
                {
                    options.ConfigurationProblems.Add($"{setting.Path} is neither true nor false.");
                }

                break;
            default:
                options.ConfigurationProblems.Add(SettingName.Unknown(setting, Settings));
                break;
        }
    }

    private static TimeSpan Time(IConfigurationSection setting, SessionOptions options, TimeSpan otherwise)
    {
        if (TimeSpan.TryParse(setting.Value, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        options.ConfigurationProblems.Add($"{setting.Path} is not a time span, such as 00:30:00 for half an hour or 14.00:00:00 for 14 days.");
        return otherwise;
    }

    private static int Number(IConfigurationSection setting, SessionOptions options, int otherwise)
    {
        if (int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        options.ConfigurationProblems.Add($"{setting.Path} is not a whole number.");
        return otherwise;
    }
}
