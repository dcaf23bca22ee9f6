using System;
using Bolt.Configuration;
using Microsoft.Extensions.Options;

namespace Bolt.Revocation;

/// <summary>Reports what is wrong with the options of revocation, with how to fix it.</summary>
internal sealed class RevocationOptionsValidator : IValidateOptions<RevocationOptions>
{
    public ValidateOptionsResult Validate(string? name, RevocationOptions options)
    {
        var problems = new OptionsProblems();
        problems.Check(options.MaximumTokenLifetime > TimeSpan.Zero, "MaximumTokenLifetime must be greater than zero; TimeSpan.MaxValue takes any token.");
        problems.Check(options.CleanUpInterval >= TimeSpan.Zero && options.CleanUpInterval <= TimeSpan.FromDays(30), "CleanUpInterval must be between zero, which is never, and 30 days.");
        return problems.ToResult("AddRevocation() is misconfigured:");
    }
}
