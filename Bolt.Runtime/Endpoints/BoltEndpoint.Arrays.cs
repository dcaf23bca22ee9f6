using System;
using System.Diagnostics.CodeAnalysis;
using Bolt.Endpoints.Binding;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Bolt.Endpoints;

/// <content>Binding: values of several strings.</content>
public abstract partial class BoltEndpoint
{
    /// <summary>All query values of that name.</summary>
    protected static StringValues QueryValues(HttpContext http, string name) => http.Request.Query[name];

    /// <summary>All header fields of that name, as they came.</summary>
    protected static StringValues HeaderValues(HttpContext http, string name) => http.Request.Headers[name];

    /// <summary>The items of all header fields of that name: a list may stand in one field, with commas, or in several.</summary>
    protected static StringValues HeaderList(HttpContext http, string name) => http.Request.Headers.GetCommaSeparatedValues(name);

    /// <summary>Null where there is none.</summary>
    protected static StringValues? OrNull(StringValues strings) => strings.Count == 0 ? default(StringValues?) : strings;

    /// <summary>The strings as an array; empty where there is none.</summary>
    protected static string[] Strings(StringValues strings) => strings.ToArray()!;

    /// <summary>Parses each text; no text is an empty array.</summary>
    protected static bool ParseAll<T>(StringValues strings, out T[] values)
        where T : IParsable<T> => ParseAll(strings, out values, ParsableText);

    /// <summary>Parses each text; no text is an empty array.</summary>
    protected static bool ParseAll<T>(StringValues strings, out T[] values, TextParser<T> parser)
    {
        values = strings.Count == 0 ? [] : new T[strings.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (!parser(strings[i] ?? string.Empty, out values[i]!))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Parses each text; an empty text is null, and no text an empty array.</summary>
    protected static bool ParseAllOrNull<T>(StringValues strings, out T?[] values)
        where T : struct, IParsable<T> => ParseAllOrNull(strings, out values, ParsableText);

    /// <summary>Parses each text; an empty text is null, and no text an empty array.</summary>
    protected static bool ParseAllOrNull<T>(StringValues strings, out T?[] values, TextParser<T> parser)
        where T : struct
    {
        values = strings.Count == 0 ? [] : new T?[strings.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (!string.IsNullOrEmpty(strings[i]) && !Nullable(strings[i], null, out values[i], parser))
            {
                return false;
            }
        }

        return true;
    }

    private static bool ParsableText<T>(string text, [MaybeNullWhen(false)] out T value)
        where T : IParsable<T> => TextValue.TryParse(text, out value);
}
