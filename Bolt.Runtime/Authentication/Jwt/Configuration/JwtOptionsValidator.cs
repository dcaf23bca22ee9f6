using System;
using System.Collections.Generic;
using System.Text;
using Bolt.Authentication.Jwt.Validation;
using Bolt.Authentication.Registration;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Jwt.Configuration;

/// <summary>Says everything that is wrong with a backend's options at once, each with the way to mend it.</summary>
internal sealed class JwtOptionsValidator(BackendRegistry backends) : IValidateOptions<JwtOptions>
{
    public ValidateOptionsResult Validate(string? name, JwtOptions options)
    {
        var problems = new List<string>(options.ConfigurationProblems);
        _ = JwtKeyResolution.Make(options, problems);
        CheckValues(options, problems);
        CheckAuthority(options, problems);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(Message(name, problems));
    }

    private string Message(string? name, List<string> problems)
    {
        var (call, section) = backends.Describe(BackendKind.Jwt, name);
        var message = new StringBuilder($"The options of {call} (configuration section {section}) are not usable:");
        foreach (var problem in problems)
        {
            message.Append("\n  - ").Append(problem);
        }

        return message.ToString();
    }

    private static void CheckValues(JwtOptions options, List<string> problems)
    {
        if (CredentialHeader.Problem(options.Header, "Authorization") is { } header)
        {
            problems.Add(header);
        }

        Check(options.ClockSkew >= TimeSpan.Zero && options.ClockSkew <= TimeSpan.FromHours(1), "ClockSkew must lie between 0 and one hour.", problems);
        Check(options.MaximumTokenLength is > 0 and <= ushort.MaxValue, $"MaximumTokenLength must lie between 1 and {ushort.MaxValue} characters.", problems);
        Check(options.VerifiedTokenCacheSize is >= 0 and <= 1 << 20, $"VerifiedTokenCacheSize must lie between 0 (off) and {1 << 20} tokens.", problems);
        Check(options.TokenLifetime > TimeSpan.Zero, "TokenLifetime must be more than zero.", problems);
        Check(
            options.KeyRefreshInterval >= TimeSpan.FromSeconds(1) && options.KeyRefreshInterval <= TimeSpan.FromDays(365),
            "KeyRefreshInterval must lie between one second and a year.",
            problems);
        Check(
            options.MinimumKeyRefreshInterval >= TimeSpan.FromMilliseconds(100) && options.MinimumKeyRefreshInterval <= options.KeyRefreshInterval,
            "MinimumKeyRefreshInterval must lie between 100 milliseconds and KeyRefreshInterval.",
            problems);
        Check(
            options.MaximumKeyAge is not { } age || age >= options.KeyRefreshInterval,
            "MaximumKeyAge must not be less than KeyRefreshInterval: keys would be given up before they are fetched again. Leave it out for twice that interval.",
            problems);
        CheckTexts(options.Issuers, nameof(options.Issuers), problems);
        CheckTexts(options.Audiences, nameof(options.Audiences), problems);
        CheckTexts(options.PermissionClaims, nameof(options.PermissionClaims), problems);
        foreach (var type in options.ValidTypes)
        {
            if (TokenTypes.Problem(type) is { } problem)
            {
                problems.Add($"{nameof(options.ValidTypes)} {problem}.");
            }
        }
    }

    private static void CheckAuthority(JwtOptions options, List<string> problems)
    {
        foreach (var (name, address) in new[] { (nameof(options.Authority), options.Authority), (nameof(options.MetadataAddress), options.MetadataAddress) })
        {
            if (address is null)
            {
                continue;
            }

            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
            {
                problems.Add($"{name} is not an absolute address, such as https://login.example.com.");
            }
            else if (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            {
                problems.Add($"{name} must start with https://: whoever can change its answer can sign tokens.");
            }
        }
    }

    private static void CheckTexts(IList<string> texts, string name, List<string> problems)
    {
        foreach (var text in texts)
        {
            Check(!string.IsNullOrWhiteSpace(text), $"{name} holds an empty text; leave the entry out.", problems);
        }
    }

    private static void Check(bool holds, string problem, List<string> problems)
    {
        if (!holds)
        {
            problems.Add(problem);
        }
    }
}
