using System.Collections;
using System.Collections.Generic;
using System.Text;
using Microsoft.Extensions.Options;

namespace Bolt.Configuration;

/// <summary>Everything that is wrong with a set of options, each with how to fix it: one message, so that a program that does not start is fixed in one go.</summary>
internal sealed class OptionsProblems : IReadOnlyCollection<string>
{
    private readonly List<string> _problems = [];

    public int Count => _problems.Count;

    public void Add(string problem) => _problems.Add(problem);

    /// <summary>Adds the problem unless <paramref name="holds"/>.</summary>
    public void Check(bool holds, string problem)
    {
        if (!holds)
        {
            _problems.Add(problem);
        }
    }

    /// <summary>Adds a problem for each value of a list that is empty or white space.</summary>
    public void CheckStrings(string name, IEnumerable<string?> values)
    {
        foreach (var value in values)
        {
            Check(!string.IsNullOrWhiteSpace(value), $"{name} contains an empty value; remove it.");
        }
    }

    /// <summary>The message, or null where nothing is wrong.</summary>
    /// <param name="call">The call that the options belong to, such as <c>AddJwt()</c>.</param>
    /// <param name="section">The configuration section they are read from.</param>
    public string? Message(string call, string section) => Message($"{call} is misconfigured (configuration section {section}):");

    /// <summary>The result of a validation.</summary>
    /// <inheritdoc cref="Message(string, string)" />
    public ValidateOptionsResult ToResult(string call, string section) => ToResult($"{call} is misconfigured (configuration section {section}):");

    /// <summary>The same below a headline of its own.</summary>
    public ValidateOptionsResult ToResult(string headline) => Message(headline) is { } message ? ValidateOptionsResult.Fail(message) : ValidateOptionsResult.Success;

    public IEnumerator<string> GetEnumerator() => _problems.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private string? Message(string headline)
    {
        if (_problems.Count == 0)
        {
            return null;
        }

        var message = new StringBuilder(headline);
        foreach (var problem in _problems)
        {
            message.Append("\n  - ").Append(problem);
        }

        return message.ToString();
    }
}
