using System.Text;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Registration;

/// <summary>Stops the program at start where two backends would share a configuration section. With the options of the whole application, because those are read before any backend is made.</summary>
internal sealed class BackendsValidator(BackendRegistry backends) : IValidateOptions<BoltOptions>
{
    public ValidateOptionsResult Validate(string? name, BoltOptions options)
    {
        var problems = BackendSections.Problems(backends.All);
        if (problems.Count == 0)
        {
            return ValidateOptionsResult.Success;
        }

        var message = new StringBuilder("The backends of AddBolt() cannot be kept apart:");
        foreach (var problem in problems)
        {
            message.Append("\n  - ").Append(problem);
        }

        return ValidateOptionsResult.Fail(message.ToString());
    }
}
