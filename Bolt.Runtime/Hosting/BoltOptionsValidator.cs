using System;
using System.Globalization;
using Bolt.Authentication.CrossSite;
using Bolt.Configuration;
using Microsoft.Extensions.Options;

namespace Bolt.Hosting;

/// <summary>
/// Reports everything that is wrong with the application's options at once, each with how to fix it. Origins are compared as strings, so one that is not written as browsers
/// write it would silently trust no one.
/// </summary>
internal sealed class BoltOptionsValidator : IValidateOptions<BoltOptions>
{
    public ValidateOptionsResult Validate(string? name, BoltOptions options)
    {
        OptionsProblems problems = [.. options.ConfigurationProblems];
        for (var i = 0; i < options.TrustedOrigins.Count; i++)
        {
            if (Problem(options.TrustedOrigins[i]) is { } problem)
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"TrustedOrigins[{i}] {problem}"));
            }
        }

        problems.Check(Enum.IsDefined(options.UndeclaredEndpoints), "UndeclaredEndpoints is none of Warn, Fail and Refuse.");
        return problems.ToResult("AddBolt()", ConfigureBoltOptions.Section);
    }

    private static string? Problem(string? origin)
    {
        if (string.IsNullOrWhiteSpace(origin))
        {
            return "is empty; remove it.";
        }

        if (origin == "null")
        {
            return "is 'null', which any sandboxed page sends: it cannot be trusted. Remove it.";
        }

        if (WebOrigin.Serialize(origin) is not { } serialized)
        {
            return $"is '{origin}', which is not an origin; write a scheme and a host, such as https://app.example.com. Wildcards are not supported.";
        }

        return serialized == origin ? null : $"is '{origin}', which no browser sends; write {serialized}.";
    }
}
