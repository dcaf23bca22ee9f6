using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>The constraints that ASP.NET Core knows by name, and what each takes. What is wrong with one fails every request, not only those of its route.</summary>
internal static class InlineConstraints
{
    private static readonly string[] WithoutArguments = ["int", "bool", "datetime", "decimal", "double", "float", "guid", "long", "alpha", "required", "file", "nonfile"];

    /// <summary>Names by which other frameworks and C# call what ASP.NET Core calls otherwise: nobody registers a constraint under one of these.</summary>
    private static readonly string[] Mistaken =
        ["integer", "int16", "int32", "int64", "short", "byte", "uint", "ulong", "string", "str", "text", "number", "numeric", "boolean", "uuid", "single", "datetimeoffset", "re", "rx", "maxlen", "minlen", "len", "between"];

    /// <summary>An application may register its own constraints, or other ones under these names.</summary>
    public static bool MayBeRegistered(Compilation compilation, CancellationToken cancellationToken) => compilation.SyntaxTrees.Any(t =>
        !SourceTokens.IsOwnOutput(t)
        && (SourceTokens.FindName(t, "ConstraintMap", cancellationToken).Any()
            || SourceTokens.FindName(t, "SetParameterPolicy", cancellationToken).Any()
            || SourceTokens.FindName(t, "IInlineConstraintResolver", cancellationToken).Any()));

    /// <summary>Null for a constraint that nothing is known to be wrong with.</summary>
    /// <param name="constraint">As written: <c>int</c>, <c>min(1)</c>.</param>
    /// <param name="isCertain">Whether unknown names surely are mistakes.</param>
    public static string? Problem(string constraint, bool isCertain)
    {
        var open = constraint.IndexOf('(');
        var hasArgument = open >= 0 && constraint.EndsWith(")", StringComparison.Ordinal);
        var name = (hasArgument ? constraint.Substring(0, open) : constraint).Trim().ToLowerInvariant();
        var argument = hasArgument ? constraint.Substring(open + 1, constraint.Length - open - 2) : null;
        var arguments = string.IsNullOrEmpty(argument) ? [] : argument!.Split(',').Select(static a => a.Trim()).ToArray();
        if (WithoutArguments.Contains(name))
        {
            return arguments.Length == 0 ? null : $"the constraint '{name}' takes no argument";
        }

        return name switch
        {
            "min" or "max" => arguments.Length == 1 && IsLong(arguments[0]) ? null : $"the constraint '{name}' takes one integer",
            "range" => arguments.Length == 2 && arguments.All(IsLong) ? null : "the constraint 'range' takes two integers",
            "minlength" or "maxlength" => arguments.Length == 1 && IsInt(arguments[0]) ? null : $"the constraint '{name}' takes one integer",
            "length" => arguments.Length is 1 or 2 && arguments.All(IsInt) ? null : "the constraint 'length' takes one or two integers",
            "regex" => argument is null ? "the constraint 'regex' takes a regular expression" : Regex(argument),
            _ => Mistaken.Contains(name) || isCertain ? $"ASP.NET Core has no constraint '{name}'{(Nearest(name) is { } nearest ? $"; did you mean '{nearest}'?" : string.Empty)}" : null,
        };
    }

    private static bool IsLong(string text) => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _);

    private static bool IsInt(string text) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _);

    /// <summary>Only read, never matched.</summary>
    private static string? Regex(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));
            return null;
        }
        catch (ArgumentException)
        {
            return $"'{pattern}' is not a regular expression (in a pattern, double its braces)";
        }
    }

    private static string? Nearest(string name) => name switch
    {
        "integer" or "int16" or "int32" or "short" or "byte" or "number" or "numeric" => "int",
        "int64" or "uint" or "ulong" => "long",
        "boolean" => "bool",
        "uuid" => "guid",
        "single" => "float",
        "datetimeoffset" => "datetime",
        "re" or "rx" => "regex",
        "maxlen" => "maxlength",
        "minlen" => "minlength",
        "len" => "length",
        "between" => "range",
        _ => WithoutArguments.Concat(["min", "max", "range", "minlength", "maxlength", "length", "regex"]).FirstOrDefault(k => EditDistance.Between(name, k, 1) <= 1),
    };
}
