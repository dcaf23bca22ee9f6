using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Bolt.Analyzers;
using Microsoft.Extensions.Configuration;

namespace Bolt.Configuration;

/// <summary>
/// Reads a configuration section into options without reflection. Each call names one setting, and every name that no call asked for is reported: a misspelled <c>Audience</c>
/// must not mean that no audience is checked. No problem repeats a value, which may be a secret.
/// </summary>
internal sealed class SettingsReader
{
    private const int MaximumDistance = 2;

    private readonly Dictionary<string, IConfigurationSection> _unread = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _names = [];
    private readonly OptionsProblems _problems;

    private SettingsReader(IConfiguration section, OptionsProblems problems)
    {
        _problems = problems;
        foreach (var setting in section.GetChildren())
        {
            _unread.TryAdd(setting.Key, setting);
        }
    }

    private delegate bool TryParse<T>(string? value, [MaybeNullWhen(false)] out T result);

    /// <summary>Reads a section: the calls in <paramref name="read"/> are the settings there are. A setting that is not present is not set.</summary>
    /// <param name="section">The section.</param>
    /// <param name="problems">Gets what cannot be read.</param>
    /// <param name="read">One call per setting.</param>
    public static void Read(IConfiguration section, OptionsProblems problems, Action<SettingsReader> read)
    {
        var reader = new SettingsReader(section, problems);
        read(reader);
        reader.ReportUnknown();
    }

    /// <summary>Adds a list's values: <c>Setting:0</c>, <c>Setting:1</c> …, or the one value of <c>Setting</c>.</summary>
    public static void AddStrings(IConfigurationSection setting, IList<string> values)
    {
        if (setting.Value is { Length: > 0 } single)
        {
            values.Add(single);
        }

        foreach (var item in setting.GetChildren())
        {
            values.Add(item.Value ?? "");
        }
    }

    /// <summary>A string, as it is; null for a section.</summary>
    public void String(string name, Action<string?> set)
    {
        if (Take(name) is { } setting)
        {
            set(setting.Value);
        }
    }

    /// <summary>A list of strings, added to those that are there. One string with separators is refused: it would be one value that nothing matches, or a part of a list someone thinks is whole.</summary>
    public void Strings(string name, IList<string> values)
    {
        if (Take(name) is not { } setting)
        {
            return;
        }

        if (setting.Value.AsSpan().ContainsAny(", ;"))
        {
            _problems.Add($"{setting.Path} is one string with separators; write a list: {setting.Path}:0, {setting.Path}:1 …, or [\"…\", \"…\"] in JSON.");
        }
        else
        {
            AddStrings(setting, values);
        }
    }

    /// <summary><c>true</c> or <c>false</c>, in any case.</summary>
    public void Boolean(string name, Action<bool> set) => Parse(name, "true or false", bool.TryParse, set);

    /// <summary>One of the names of an enumeration, in any case. Not its number, which says nothing to a reader.</summary>
    public void Choice<TEnum>(string name, Action<TEnum> set)
        where TEnum : struct, Enum => Parse(
            name,
            $"one of {string.Join(", ", Enum.GetNames<TEnum>())}",
            static (string? value, out TEnum result) =>
            {
                result = default;
                return Array.Exists(Enum.GetNames<TEnum>(), n => n.Equals(value, StringComparison.OrdinalIgnoreCase)) && Enum.TryParse(value, ignoreCase: true, out result);
            },
            set);

    /// <summary>A whole number.</summary>
    public void Integer(string name, Action<int> set) =>
        Parse(name, "a whole number", static (string? value, out int result) => int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out result), set);

    /// <summary>A whole number that may be larger than what an <see cref="int"/> holds.</summary>
    public void LongInteger(string name, Action<long> set) =>
        Parse(name, "a whole number", static (string? value, out long result) => long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out result), set);

    /// <summary>A length of time. Not a bare number: .NET reads it as days, and anyone who writes <c>60</c> means something else.</summary>
    public void Time(string name, Action<TimeSpan> set) => Parse(
        name,
        "a time span, such as 00:00:30 for 30 seconds or 7.00:00:00 for 7 days (a number alone would be days)",
        static (string? value, out TimeSpan result) =>
        {
            result = default;
            return value?.Contains(':', StringComparison.Ordinal) == true && TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out result);
        },
        set);

    /// <summary>A date and time; UTC where it names no offset.</summary>
    public void Date(string name, Action<DateTimeOffset> set) => Parse(
        name,
        "a date and time, such as 2030-01-31T00:00:00Z",
        static (string? value, out DateTimeOffset result) => DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out result),
        set);

    /// <summary>A list of sections, each read with settings of its own.</summary>
    public void Sections(string name, Action<SettingsReader> read)
    {
        foreach (var item in Take(name)?.GetChildren() ?? [])
        {
            Read(item, _problems, read);
        }
    }

    /// <summary>Anything else.</summary>
    public void Section(string name, Action<IConfigurationSection> read)
    {
        if (Take(name) is { } setting)
        {
            read(setting);
        }
    }

    /// <summary>Settings of someone else's in the same section. They are never suggested.</summary>
    public void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            _unread.Remove(name);
        }
    }

    private void Parse<T>(string name, string kind, TryParse<T> parse, Action<T> set)
    {
        if (Take(name) is not { } setting)
        {
            return;
        }

        if (parse(setting.Value, out var value))
        {
            set(value);
        }
        else
        {
            _problems.Add($"{setting.Path} is not {kind}.");
        }
    }

    private IConfigurationSection? Take(string name)
    {
        _names.Add(name);
        _unread.Remove(name, out var setting);
        return setting;
    }

    private void ReportUnknown()
    {
        foreach (var setting in _unread.Values)
        {
            _problems.Add(_names.Find(name => Resembles(setting.Key, name)) is { } name
                ? $"{setting.Path} is not a setting; did you mean {name}?"
                : $"{setting.Path} is not a setting. Settings: {string.Join(", ", _names)}.");
        }
    }

    /// <summary><c>Audience</c> for <c>Audiences</c> or <c>ValidAudiences</c>, and a wrong, missing, extra or swapped letter or two.</summary>
    private static bool Resembles(string key, string name) =>
        name.Contains(key, StringComparison.OrdinalIgnoreCase)
        || key.Contains(name, StringComparison.OrdinalIgnoreCase)
        || EditDistance.Between(key, name, MaximumDistance) <= MaximumDistance;
}
