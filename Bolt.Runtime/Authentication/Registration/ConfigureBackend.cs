using System;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Registration;

/// <summary>What code configures for one backend. Not <c>OptionsBuilder.Configure</c>, which needs the options' name before all backends are known.</summary>
internal sealed class ConfigureBackend<TOptions>(BackendRegistration backend, Action<TOptions> configure) : IConfigureNamedOptions<TOptions>
    where TOptions : class
{
    public void Configure(TOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, TOptions options)
    {
        if (name == backend.OptionsName)
        {
            configure(options);
        }
    }
}
