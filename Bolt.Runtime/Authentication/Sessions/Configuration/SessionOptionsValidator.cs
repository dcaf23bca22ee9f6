using System;
using Bolt.Authentication.Registration;
using Bolt.Configuration;
using Bolt.Http;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Sessions.Configuration;

/// <summary>Reports everything that is wrong with a backend's options at once, each with how to fix it.</summary>
internal sealed class SessionOptionsValidator(BackendRegistry backends) : IValidateOptions<SessionOptions>
{
    private const string HostPrefix = "__Host-";

    public ValidateOptionsResult Validate(string? name, SessionOptions options)
    {
        OptionsProblems problems = [.. options.ConfigurationProblems];
        if (string.IsNullOrEmpty(options.CookieName) || !options.CookieName.StartsWith(HostPrefix, StringComparison.Ordinal) || options.CookieName.Length == HostPrefix.Length
            || options.CookieName.AsSpan().ContainsAnyExcept(HttpToken.Characters))
        {
            problems.Add("CookieName is not __Host- and a name of letters, digits and - . _: without the prefix another host of the domain could set the cookie. Omit it to use " + SessionOptions.DefaultCookieName + ".");
        }

        problems.Check(options.IdleTimeout > TimeSpan.Zero, "IdleTimeout is not longer than zero.");
        problems.Check(options.AnonymousTimeout > TimeSpan.Zero, "AnonymousTimeout is not longer than zero.");
        problems.Check(options.AbsoluteTimeout >= options.IdleTimeout, "AbsoluteTimeout is shorter than IdleTimeout: no session could be idle for so long.");
        problems.Check(options.AbsoluteTimeout <= TimeSpan.FromDays(3650), "AbsoluteTimeout is longer than ten years.");
        problems.Check(!(options.TouchInterval < TimeSpan.Zero || options.TouchInterval > options.IdleTimeout / 4 || options.TouchInterval > options.AnonymousTimeout / 4), "TouchInterval is negative, or longer than a quarter of IdleTimeout or AnonymousTimeout: a session would live on for that long after it was idle.");
        problems.Check(LocalUrl.TryCreate(options.LoginUrl, out _), "LoginUrl is not a path on this site, such as /login.");
        if (options.ReturnUrlParameter is { } parameter && (parameter.Length == 0 || parameter.AsSpan().ContainsAnyExcept(HttpToken.Characters)))
        {
            problems.Add("ReturnUrlParameter is not a name of letters and digits, such as next; null for none.");
        }

        problems.Check(options.MaximumSize > 0, "MaximumSize is not larger than zero.");
        problems.Check(options.MaximumSessionsPerUser >= 0, "MaximumSessionsPerUser is negative; 0 is for any number.");
        var (call, section) = backends.Describe(SessionBackend.Kind, name ?? Options.DefaultName);
        return problems.ToResult(call, section);
    }
}
