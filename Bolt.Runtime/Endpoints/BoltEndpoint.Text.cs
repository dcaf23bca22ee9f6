using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Threading.Tasks;
using Bolt.Endpoints.Binding;
using Bolt.Http;
using Microsoft.AspNetCore.Http;

namespace Bolt.Endpoints;

/// <content>Binding: strings from route, query and headers, and what they say.</content>
public abstract partial class BoltEndpoint
{
    /// <summary>Parses text of a type that is not <see cref="IParsable{TSelf}"/>.</summary>
    protected delegate bool TextParser<T>(string text, [MaybeNullWhen(false)] out T value);

    /// <summary>A route value as text, or null.</summary>
    protected static string? RouteText(HttpContext http, string name)
    {
        return http.Request.RouteValues[name] switch
        {
            null => null,
            string text => text,
            var other => Convert.ToString(other, CultureInfo.InvariantCulture),
        };
    }

    /// <summary>A query value as text, or null when the query has none of that name.</summary>
    protected static string? QueryText(HttpContext http, string name) => http.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null;

    /// <summary>A route value where a group's prefix has the parameter, else a query value.</summary>
    protected static string? RouteOrQueryText(HttpContext http, string name) => RouteText(http, name) ?? QueryText(http, name);

    /// <summary>A header as text, or null when the request has none of that name.</summary>
    protected static string? HeaderText(HttpContext http, string name) => http.Request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;

    /// <summary>Parses a value that must be there.</summary>
    protected static bool Required<T>(string? text, [MaybeNullWhen(false)] out T value)
        where T : IParsable<T> => TextValue.TryParse(text, out value);

    /// <summary>Parses a value that must be there.</summary>
    protected static bool Required<T>(string? text, [MaybeNullWhen(false)] out T value, TextParser<T> parser)
    {
        value = default;
        return text is not null && parser(text, out value);
    }

    /// <summary>Parses a value that may be missing. One that is there and empty is a value, as in minimal APIs: no number, and no date.</summary>
    protected static bool Optional<T>(string? text, T fallback, [MaybeNullWhen(false)] out T value)
        where T : IParsable<T>
    {
        value = fallback;
        return text is null || TextValue.TryParse(text, out value);
    }

    /// <summary>Parses a value that may be missing.</summary>
    protected static bool Optional<T>(string? text, T fallback, [MaybeNullWhen(false)] out T value, TextParser<T> parser)
    {
        value = fallback;
        return text is null || parser(text, out value);
    }

    /// <summary>Parses a nullable value that may be missing.</summary>
    protected static bool Nullable<T>(string? text, T? fallback, out T? value)
        where T : struct, IParsable<T>
    {
        value = fallback;
        if (text is null)
        {
            return true;
        }

        var parsed = TextValue.TryParse<T>(text, out var result);
        value = result;
        return parsed;
    }

    /// <summary>Parses a nullable value that may be missing.</summary>
    protected static bool Nullable<T>(string? text, T? fallback, out T? value, TextParser<T> parser)
        where T : struct
    {
        value = fallback;
        if (text is null)
        {
            return true;
        }

        var parsed = parser(text, out var result);
        value = result;
        return parsed;
    }

    /// <summary>Parses a nullable member of a form's object, where an empty field is null: browsers send every field of a form, whether it was filled in or not.</summary>
    protected static bool NullableField<T>(string? text, T? fallback, out T? value)
        where T : struct, IParsable<T> => Nullable(text, fallback, out value) || IsEmptyField(text, out value);

    /// <summary>Parses a nullable member of a form's object.</summary>
    protected static bool NullableField<T>(string? text, T? fallback, out T? value, TextParser<T> parser)
        where T : struct => Nullable(text, fallback, out value, parser) || IsEmptyField(text, out value);

    private static bool IsEmptyField<T>(string? text, out T? value)
        where T : struct
    {
        value = null;
        return text!.Length == 0;
    }

    /// <summary>Parses an enum member's name in any case, or its number.</summary>
    protected static bool EnumText<T>(string text, out T value)
        where T : struct, Enum => Enum.TryParse(text, ignoreCase: true, out value);

    /// <summary>Parses an absolute or relative URI.</summary>
    protected static bool UriText(string text, [MaybeNullWhen(false)] out Uri value) => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out value);

    /// <summary>Refuses a request whose value is missing or does not parse: 400 naming the parameter.</summary>
    protected Task Invalid(HttpContext http, string name, string source) => _refusals.Invalid(http, name, source);
}
