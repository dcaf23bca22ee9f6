using System;
using System.Collections.Generic;
using Bolt.Authentication.Registration;
using Bolt.Hosting;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Sessions.Configuration;

/// <summary>Stops the program at start where two backends would set one cookie: each would sign the other's callers out.</summary>
internal sealed class SessionCookieNames(BackendRegistry backends, IOptionsMonitor<SessionOptions> options) : IValidateOptions<BackendOptionsCheck.Started>
{
    public ValidateOptionsResult Validate(string? name, BackendOptionsCheck.Started started)
    {
        if (BackendSections.Problems(backends.All).Count > 0)
        {
            return ValidateOptionsResult.Skip;
        }

        var owners = new Dictionary<string, Type>(StringComparer.OrdinalIgnoreCase);
        foreach (var backend in backends.All)
        {
            if (backend.Kind != SessionBackend.Kind)
            {
                continue;
            }

            string cookie;
            try
            {
                cookie = options.Get(backend.OptionsName).CookieName;
            }
            catch (OptionsValidationException)
            {
                // Said elsewhere.
                continue;
            }

            if (!owners.TryAdd(cookie, backend.Type))
            {
                return ValidateOptionsResult.Fail(
                    $"{TypeName.Full(owners[cookie])} and {TypeName.Full(backend.Type)} would both set the cookie {cookie}, and sign each other's callers out: give one of them another CookieName.");
            }
        }

        return ValidateOptionsResult.Success;
    }
}
