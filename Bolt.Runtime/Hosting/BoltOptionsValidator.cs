using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Bolt.Authentication.CrossSite;
using Microsoft.Extensions.Options;

namespace Bolt.Hosting;

/// <summary>
/// Says everything that is wrong with the application's options at once, each with the way to mend it. An origin is compared letter by letter, so one that is written otherwise
/// than browsers write it would trust nobody and say nothing.
/// </summary>
internal sealed class BoltOptionsValidator : IValidateOptions<BoltOptions>
{
    public ValidateOptionsResult Validate(string? name, BoltOptions options)
    {
        var problems = new List<string>();
        for (var i = 0; i < options.TrustedOrigins.Count; i++)
        {
            if (Problem(options.TrustedOrigins[i]) is { } problem)
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"TrustedOrigins[{i}] {problem}"));
            }
        }

        if (problems.Count == 0)
        {
            return ValidateOptionsResult.Success;
        }

        var message = new StringBuilder($"The options of AddBolt() (configuration section {ConfigureBoltOptions.TrustedOrigins}) are not usable:");
        foreach (var problem in problems)
        {
            message.Append("\n  - ").Append(problem);
        }

        return ValidateOptionsResult.Fail(message.ToString());
    }

    private static string? Problem(string? origin)
    {
        if (string.IsNullOrWhiteSpace(origin))
        {
            return "is empty; leave the entry out.";
        }

        if (origin == "null")
        {
            return "is 'null', which any sandboxed page sends: it cannot be trusted. Leave the entry out.";
        }

        if (WebOrigin.Serialize(origin) is not { } serialized)
        {
            return $"is '{origin}', which is not an origin: write scheme and host, such as https://app.example.com. There are no wildcards.";
        }

        return serialized == origin ? null : $"is '{origin}', which no browser sends: write {serialized}.";
    }
}
