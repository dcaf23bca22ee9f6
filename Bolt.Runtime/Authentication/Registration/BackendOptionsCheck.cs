using System;
using System.Collections.Generic;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Registration;

/// <summary>Reads the options of every backend when the program starts, and reports in one message what is wrong with any of them.</summary>
internal sealed class BackendOptionsCheck(BackendRegistry backends, IServiceProvider services) : IValidateOptions<BackendOptionsCheck.Started>
{
    public ValidateOptionsResult Validate(string? name, Started options)
    {
        if (BackendSections.Problems(backends.All).Count > 0)
        {
            // Reported with the options of the application. It is not known whose settings these are.
            return ValidateOptionsResult.Skip;
        }

        var failures = new List<string>();
        foreach (var backend in backends.All)
        {
            try
            {
                backend.Kind.Read(services, backend.OptionsName);
            }
            catch (OptionsValidationException e)
            {
                failures.AddRange(e.Failures);
            }
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(string.Join('\n', failures));
    }

    /// <summary>Options without a setting, which the host validates when it starts.</summary>
    internal sealed class Started;
}
