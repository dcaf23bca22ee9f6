using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Text;
using Bolt.Authentication.Registration;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.ApiKeys.Configuration;

/// <summary>Says everything that is wrong with a backend's options at once, each with the way to mend it. No message repeats a hash: somebody may have written a key there.</summary>
internal sealed class ApiKeyOptionsValidator(BackendRegistry backends) : IValidateOptions<ApiKeyOptions>
{
    private readonly ConcurrentDictionary<string, bool> _started = new(StringComparer.Ordinal);

    /// <summary>
    /// Stops the program at start. After a first sound reading it lets everything pass, because an exception would end up with whoever reloaded the configuration: the
    /// backend looks at a change itself and keeps its keys when <see cref="Message"/> has something to say.
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
        var problems = new List<string>(options.ConfigurationProblems);
        if (CredentialHeader.Problem(options.Header, "X-API-Key") is { } header)
        {
            problems.Add(header);
        }

        CheckKeys(options.Keys, problems);
        if (problems.Count == 0)
        {
            return null;
        }

        var (call, section) = backends.Describe(BackendKind.ApiKeys, name);
        var message = new StringBuilder($"The options of {call} (configuration section {section}) are not usable:");
        foreach (var problem in problems)
        {
            message.Append("\n  - ").Append(problem);
        }

        return message.ToString();
    }

    private static void CheckKeys(IList<ApiKey> keys, List<string> problems)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < keys.Count; i++)
        {
            if (keys[i] is not { } key)
            {
                problems.Add($"Keys[{i}] is null; leave the entry out.");
                continue;
            }

            var which = string.IsNullOrWhiteSpace(key.Name) ? $"Keys[{i}]" : $"Keys[{i}] ({key.Name})";
            if (string.IsNullOrWhiteSpace(key.Name))
            {
                problems.Add($"{which} has no Name: say who holds the key.");
            }

            if (!ApiKeyHash.TryParse(key.KeyHash, out var hash))
            {
                problems.Add($"{which}: Hash is not sha256: and 64 hexadecimal digits. Make it with ApiKey.Hash(key); the key itself does not belong here.");
            }
            else if (!seen.Add(hash.ToString()))
            {
                problems.Add($"{which} has the Hash of a key before it: one key cannot stand for two.");
            }

            if (key.Permissions is null || Array.Exists(key.Permissions, string.IsNullOrWhiteSpace))
            {
                problems.Add($"{which}: Permissions holds an empty text; leave the entry out.");
            }
        }
    }
}
