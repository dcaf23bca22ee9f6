using System;
using System.Collections.Generic;
using System.Linq;
using Bolt.Authentication.Schemes;
using Bolt.Hosting;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Registration;

/// <summary>Everything that has to be right when the program starts and is no option of the application's: the options of every backend and what the features need. Reported in one message.</summary>
internal sealed class BackendOptionsCheck(BackendRegistry backends, IEnumerable<IStartCheck> checks, IServiceProvider services) : IValidateOptions<BackendOptionsCheck.Started>
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
            Collect(failures, () => backend.Kind.Read(services, backend.OptionsName));
        }

        var missing = new List<string>();
        foreach (var check in checks.OrderBy(static c => c is SchemeCheck))
        {
            try
            {
                Collect(failures, () => missing.AddRange(check.Problems()));
            }
            catch (InvalidOperationException) when (failures.Count + missing.Count > 0)
            {
                // ASP.NET Core's schemes cannot be read without the backends, nor those without what is known to be missing.
            }
        }

        if (missing.Count > 0)
        {
            failures.Add("Bolt cannot start:\n" + string.Join('\n', missing.Select(static m => "- " + m)));
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(string.Join('\n', failures));
    }

    private static void Collect(List<string> failures, Action read)
    {
        try
        {
            read();
        }
        catch (OptionsValidationException e)
        {
            failures.AddRange(e.Failures.Except(failures));
        }
    }

    /// <summary>Options without a setting, which the host validates when it starts.</summary>
    internal sealed class Started;
}
