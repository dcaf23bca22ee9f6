using System;
using Bolt.Authentication.Jwt.Validation;
using Bolt.Authentication.Registration;
using Bolt.Configuration;
using Bolt.Authentication.Jwt.Token;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Jwt.Configuration;

/// <summary>Reports everything that is wrong with a backend's options at once, each with how to fix it.</summary>
internal sealed class JwtOptionsValidator(BackendRegistry backends) : IValidateOptions<JwtOptions>
{
    public ValidateOptionsResult Validate(string? name, JwtOptions options)
    {
        OptionsProblems problems = [.. options.ConfigurationProblems];
        _ = JwtKeyResolution.From(options, problems, readsUserJwts: string.IsNullOrEmpty(name));
        CheckValues(options, problems);
        CheckAuthority(options, problems);
        var (call, section) = backends.Describe(JwtBackend.Kind, name);
        return problems.ToResult(call, section);
    }

    private static void CheckValues(JwtOptions options, OptionsProblems problems)
    {
        if (CredentialHeader.Problem(options.Header, "Authorization") is { } header)
        {
            problems.Add(header);
        }

        problems.Check(options.ClockSkew >= TimeSpan.Zero && options.ClockSkew <= TimeSpan.FromHours(1), "ClockSkew must be between 0 and one hour.");
        problems.Check(options.MaximumTokenLength is > 0 and <= ushort.MaxValue, $"MaximumTokenLength must be between 1 and {ushort.MaxValue} characters.");
        problems.Check(options.VerifiedTokenCacheSize is >= 0 and <= 1 << 20, $"VerifiedTokenCacheSize must be between 0 (off) and {1 << 20} tokens.");
        problems.Check(options.TokenLifetime > TimeSpan.Zero, "TokenLifetime must be greater than zero.");
        problems.Check(
            options.KeyRefreshInterval >= TimeSpan.FromSeconds(1) && options.KeyRefreshInterval <= TimeSpan.FromDays(365),
            "KeyRefreshInterval must be between one second and a year.");
        problems.Check(
            options.MinimumKeyRefreshInterval >= TimeSpan.FromMilliseconds(100) && options.MinimumKeyRefreshInterval <= options.KeyRefreshInterval,
            "MinimumKeyRefreshInterval must be between 100 milliseconds and KeyRefreshInterval.");
        problems.Check(
            options.MaximumKeyAge is not { } age || age >= options.KeyRefreshInterval,
            "MaximumKeyAge must not be less than KeyRefreshInterval, or keys would be dropped before they are fetched again. Omit it to use twice that interval.");
        problems.CheckStrings(nameof(options.Issuers), options.Issuers);
        problems.CheckStrings(nameof(options.Audiences), options.Audiences);
        problems.CheckStrings(nameof(options.PermissionClaims), options.PermissionClaims);
        foreach (var path in options.QueryTokenPaths)
        {
            if (QueryTokens.Problem(path) is { } problem)
            {
                problems.Add($"{nameof(options.QueryTokenPaths)} {problem}");
            }
        }

        foreach (var type in options.ValidTypes)
        {
            if (TokenTypes.Problem(type) is { } problem)
            {
                problems.Add($"{nameof(options.ValidTypes)} {problem}.");
            }
        }
    }

    private static void CheckAuthority(JwtOptions options, OptionsProblems problems)
    {
        foreach (var (name, address) in new[] { (nameof(options.Authority), options.Authority), (nameof(options.MetadataAddress), options.MetadataAddress) })
        {
            if (address is null)
            {
                continue;
            }

            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
            {
                problems.Add($"{name} is not an absolute URL, such as https://login.example.com.");
            }
            else if (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            {
                problems.Add($"{name} must start with https://: anyone who can change its response can sign tokens.");
            }
        }
    }
}
