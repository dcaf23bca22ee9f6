using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using Bolt.Authentication.Registration;
using Bolt.Configuration;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.ApiKeys.Configuration;

/// <summary>Reports everything that is wrong with a backend's options at once, each with how to fix it. No message repeats a hash: someone may have put a key there.</summary>
internal sealed class ApiKeyOptionsValidator(BackendRegistry backends) : IValidateOptions<ApiKeyOptions>
{
    private readonly ConcurrentDictionary<string, bool> _started = new(StringComparer.Ordinal);

    /// <summary>
    /// Stops the program at start. Once the options have been valid it lets everything pass, because an exception would reach the code that reloads configuration: the
    /// backend checks a change itself and keeps its keys when <see cref="Message"/> finds a problem.
    /// </summary>
    public ValidateOptionsResult Validate(string? name, ApiKeyOptions options)
    {
        name ??= Options.DefaultName;
        if (_started.ContainsKey(name))
        {
            return ValidateOptionsResult.Success;
        }

        if (Message(backends, name, options) is { } message)
        {
            return ValidateOptionsResult.Fail(message);
        }

        _started.TryAdd(name, true);
        return ValidateOptionsResult.Success;
    }

    /// <summary>Everything that is wrong, or null.</summary>
    public static string? Message(BackendRegistry backends, string name, ApiKeyOptions options)
    {
        OptionsProblems problems = [.. options.ConfigurationProblems];
        if (CredentialHeader.Problem(options.Header, "X-API-Key") is { } header)
        {
            problems.Add(header);
        }

        CheckKeys(options.Keys, problems);
        var (call, section) = backends.Describe(ApiKeyBackend.Kind, name);
        return problems.Message(call, section);
    }

    private static void CheckKeys(IList<ApiKey> keys, OptionsProblems problems)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < keys.Count; i++)
        {
            if (keys[i] is not { } key)
            {
                problems.Add($"Keys[{i}] is null; remove it.");
                continue;
            }

            var which = string.IsNullOrWhiteSpace(key.Name) ? $"Keys[{i}]" : $"Keys[{i}] ({key.Name})";
            if (string.IsNullOrWhiteSpace(key.Name))
            {
                problems.Add($"{which} has no Name; set it to the name of the client that uses the key.");
            }

            if (!ApiKeyHash.TryParse(key.KeyHash, out var hash))
            {
                problems.Add($"{which}: Hash must be \"sha256:\" and 64 hexadecimal digits. Make it with ApiKey.Hash(key); never put the key itself here.");
            }
            else if (!seen.Add(hash.ToString()))
            {
                problems.Add($"{which} has the same Hash as an earlier key.");
            }

            if (key.Permissions is null || Array.Exists(key.Permissions, string.IsNullOrWhiteSpace))
            {
                problems.Add($"{which}: Permissions contains an empty value; remove it.");
            }
        }
    }
}
