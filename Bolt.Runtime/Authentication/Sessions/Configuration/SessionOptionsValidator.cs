using System;
using System.Collections.Generic;
using System.Text;
using Bolt.Authentication.Registration;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Sessions.Configuration;

/// <summary>Says everything that is wrong with a backend's options at once, each with the way to fix it.</summary>
internal sealed class SessionOptionsValidator(BackendRegistry backends) : IValidateOptions<SessionOptions>
{
    private const string HostPrefix = "__Host-";

    public ValidateOptionsResult Validate(string? name, SessionOptions options)
    {
        var problems = Problems(options);
        if (problems.Count == 0)
        {
            return ValidateOptionsResult.Success;
        }

        var (call, section) = backends.Describe(BackendKind.Sessions, name ?? Options.DefaultName);
        var message = new StringBuilder($"The options of {call} (configuration section {section}) are not usable:");
        foreach (var problem in problems)
        {
            message.Append("\n  - ").Append(problem);
        }

        return ValidateOptionsResult.Fail(message.ToString());
    }

    private static List<string> Problems(SessionOptions options)
    {
        var problems = new List<string>(options.ConfigurationProblems);
        if (string.IsNullOrEmpty(options.CookieName) || !options.CookieName.StartsWith(HostPrefix, StringComparison.Ordinal) || options.CookieName.Length == HostPrefix.Length
            || options.CookieName.AsSpan().ContainsAnyExcept(CredentialHeader.TokenCharacters))
        {
            problems.Add("CookieName is not __Host- and a name of letters, digits and - . _: without the prefix another host of the domain could set the cookie. Leave it out for " + SessionOptions.DefaultCookieName + ".");
        }

        if (options.IdleTimeout <= TimeSpan.Zero)
        {
            problems.Add("IdleTimeout is not longer than zero.");
        }

        if (options.AnonymousTimeout <= TimeSpan.Zero)
        {
            problems.Add("AnonymousTimeout is not longer than zero.");
        }

        if (options.AbsoluteTimeout < options.IdleTimeout)
        {
            problems.Add("AbsoluteTimeout is shorter than IdleTimeout: no session could be idle for so long.");
        }

        if (options.AbsoluteTimeout > TimeSpan.FromDays(3650))
        {
            problems.Add("AbsoluteTimeout is longer than ten years.");
        }

        if (options.TouchInterval < TimeSpan.Zero || options.TouchInterval > options.IdleTimeout / 4 || options.TouchInterval > options.AnonymousTimeout / 4)
        {
            problems.Add("TouchInterval is negative, or longer than a quarter of IdleTimeout or AnonymousTimeout: a session would live on for that long after it was idle.");
        }

        if (!LocalUrl.TryCreate(options.LoginUrl, out _))
        {
            problems.Add("LoginUrl is not a path on this site, such as /login.");
        }

        if (options.ReturnUrlParameter is { } parameter && (parameter.Length == 0 || parameter.AsSpan().ContainsAnyExcept(CredentialHeader.TokenCharacters)))
        {
            problems.Add("ReturnUrlParameter is not a name of letters and digits, such as next; null for none.");
        }

        if (options.MaximumSize <= 0)
        {
            problems.Add("MaximumSize is not larger than zero.");
        }

        if (options.MaximumSessionsPerUser < 0)
        {
            problems.Add("MaximumSessionsPerUser is negative; 0 is for any number.");
        }

        return problems;
    }
}
