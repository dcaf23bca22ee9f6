using System;
using Bolt.Configuration;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Jwt.Refresh.Configuration;

/// <summary>Reports everything that is wrong with the options at once, each with how to fix it.</summary>
internal sealed class RefreshTokenOptionsValidator : IValidateOptions<RefreshTokenOptions>
{
    public ValidateOptionsResult Validate(string? name, RefreshTokenOptions options)
    {
        OptionsProblems problems = [.. options.ConfigurationProblems];
        problems.Check(options.AccessTokenLifetime >= TimeSpan.FromSeconds(1), "AccessTokenLifetime must be a second or longer.");
        problems.Check(options.AccessTokenLifetime <= options.IdleTimeout, "AccessTokenLifetime must not be longer than IdleTimeout: the refresh token would end before the access token.");
        problems.Check(options.IdleTimeout <= options.AbsoluteTimeout, "IdleTimeout must not be longer than AbsoluteTimeout: no sign-in could be idle for so long.");
        problems.Check(options.AbsoluteTimeout <= TimeSpan.FromDays(3650), "AbsoluteTimeout must not be longer than ten years.");
        problems.Check(options.ReuseGrace >= TimeSpan.Zero && options.ReuseGrace <= TimeSpan.FromMinutes(10), "ReuseGrace must be between 0 (none) and ten minutes: a copied token goes unnoticed for so long.");
        problems.Check(options.ReuseGrace < options.IdleTimeout, "ReuseGrace must be shorter than IdleTimeout.");
        problems.Check(options.MaximumPerUser >= 0, "MaximumPerUser must not be negative; 0 is for any number.");
        return problems.ToResult("AddRefreshTokens()", ConfigureRefreshTokenOptions.Section);
    }
}
