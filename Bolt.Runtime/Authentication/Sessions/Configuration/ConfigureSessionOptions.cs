using System;
using Bolt.Authentication.Registration;
using Bolt.Configuration;
using Bolt.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Sessions.Configuration;

/// <summary>Reads a backend's configuration section.</summary>
internal sealed class ConfigureSessionOptions(BackendRegistration backend, IConfiguration? configuration) : IConfigureNamedOptions<SessionOptions>
{
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

        SettingsReader.Read(configuration.GetSection(backend.Section), options.ConfigurationProblems, settings =>
        {
            settings.String(nameof(options.CookieName), value => options.CookieName = value ?? options.CookieName);
            settings.Time(nameof(options.IdleTimeout), value => options.IdleTimeout = value);
            settings.Time(nameof(options.AbsoluteTimeout), value => options.AbsoluteTimeout = value);
            settings.Time(nameof(options.AnonymousTimeout), value => options.AnonymousTimeout = value);
            settings.Time(nameof(options.TouchInterval), value => options.TouchInterval = value);
            settings.String(nameof(options.LoginUrl), value => options.LoginUrl = value ?? options.LoginUrl);
            settings.String(nameof(options.ReturnUrlParameter), value => options.ReturnUrlParameter = value is { Length: > 0 } ? value : null);
            settings.Integer(nameof(options.MaximumSize), value => options.MaximumSize = value);
            settings.Integer(nameof(options.MaximumSessionsPerUser), value => options.MaximumSessionsPerUser = value);
            settings.Boolean(nameof(options.RecordAddress), value => options.RecordAddress = value);
        });
    }
}
