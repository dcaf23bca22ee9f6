using Bolt.Configuration;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Registration;

/// <summary>Stops the program at startup where two backends would share a configuration section. Validated with <see cref="BoltOptions"/>, which are read before any backend is created.</summary>
internal sealed class BackendsValidator(BackendRegistry backends) : IValidateOptions<BoltOptions>
{
    public ValidateOptionsResult Validate(string? name, BoltOptions options)
    {
        OptionsProblems problems = [.. BackendSections.Problems(backends.All)];
        return problems.ToResult("The backends of AddBolt() cannot be told apart:");
    }
}
