using Bolt.Configuration;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Sessions.Configuration;

/// <summary>Reports everything that is wrong with the options at once, each with how to fix it.</summary>
internal sealed class InMemorySessionStoreOptionsValidator : IValidateOptions<InMemorySessionStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, InMemorySessionStoreOptions options)
    {
        OptionsProblems problems = [.. options.ConfigurationProblems];
        problems.Check(options.MaximumSize > 0, "MaximumSize is not larger than zero: no one could sign in.");
        problems.Check(options.MaximumAnonymousSize >= 0, "MaximumAnonymousSize is negative; 0 is for no anonymous sessions.");
        problems.Check(options.MaximumAnonymousSize <= options.MaximumSize, "MaximumAnonymousSize is larger than MaximumSize: anyone could fill the store, and no one could sign in.");
        return problems.ToResult("InMemorySessionStoreOptions", ConfigureInMemorySessionStoreOptions.Section);
    }
}
