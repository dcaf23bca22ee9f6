using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Threading.Tasks;
using Bolt.Endpoints.Binding;
using Bolt.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Endpoints;

/// <content>Binding: text from route, query and headers, services, the body.</content>
public abstract partial class BoltEndpoint
{
    /// <summary>Parses text of a type that is not <see cref="IParsable{TSelf}"/>.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="text">The text.</param>
    /// <param name="value">What it says.</param>
    protected delegate bool TextParser<T>(string text, [MaybeNullWhen(false)] out T value);

    /// <summary>A route value as text, or null.</summary>
    /// <param name="http">The request.</param>
    /// <param name="name">The pattern parameter's name.</param>
    protected static string? RouteText(HttpContext http, string name)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.Request.RouteValues[name] switch
        {
            null => null,
            string text => text,
            var other => Convert.ToString(other, CultureInfo.InvariantCulture),
        };
    }

    /// <summary>A query value as text, or null when the query has none of that name.</summary>
    /// <param name="http">The request.</param>
    /// <param name="name">The name.</param>
    protected static string? QueryText(HttpContext http, string name)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null;
    }

    /// <summary>A route value where a group's prefix has the parameter, else a query value.</summary>
    /// <param name="http">The request.</param>
    /// <param name="name">The name.</param>
    protected static string? RouteOrQueryText(HttpContext http, string name) => RouteText(http, name) ?? QueryText(http, name);

    /// <summary>A header as text, or null when the request has none of that name.</summary>
    /// <param name="http">The request.</param>
    /// <param name="name">The field name.</param>
    protected static string? HeaderText(HttpContext http, string name)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.Request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;
    }

    /// <summary>Parses a value that must be there.</summary>
    /// <typeparam name="T">The parameter's type.</typeparam>
    /// <param name="text">The text, or null.</param>
    /// <param name="value">What it says.</param>
    protected static bool Required<T>(string? text, [MaybeNullWhen(false)] out T value)
        where T : IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out value);

    /// <summary>Parses a value that must be there.</summary>
    /// <typeparam name="T">The parameter's type.</typeparam>
    /// <param name="text">The text, or null.</param>
    /// <param name="value">What it says.</param>
    /// <param name="parser">Parses it.</param>
    protected static bool Required<T>(string? text, [MaybeNullWhen(false)] out T value, TextParser<T> parser)
    {
        ArgumentNullException.ThrowIfNull(parser);
        value = default;
        return text is not null && parser(text, out value);
    }

    /// <summary>Parses a value that may be missing or empty.</summary>
    /// <typeparam name="T">The parameter's type.</typeparam>
    /// <param name="text">The text, or null.</param>
    /// <param name="fallback">The value when it is missing.</param>
    /// <param name="value">What it says.</param>
    protected static bool Optional<T>(string? text, T fallback, [MaybeNullWhen(false)] out T value)
        where T : IParsable<T>
    {
        value = fallback;
        return string.IsNullOrEmpty(text) || T.TryParse(text, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Parses a value that may be missing or empty.</summary>
    /// <typeparam name="T">The parameter's type.</typeparam>
    /// <param name="text">The text, or null.</param>
    /// <param name="fallback">The value when it is missing.</param>
    /// <param name="value">What it says.</param>
    /// <param name="parser">Parses it.</param>
    protected static bool Optional<T>(string? text, T fallback, [MaybeNullWhen(false)] out T value, TextParser<T> parser)
    {
        ArgumentNullException.ThrowIfNull(parser);
        value = fallback;
        return string.IsNullOrEmpty(text) || parser(text, out value);
    }

    /// <summary>Parses a nullable value.</summary>
    /// <typeparam name="T">The value type.</typeparam>
    /// <param name="text">The text, or null.</param>
    /// <param name="fallback">The value when it is missing.</param>
    /// <param name="value">What it says.</param>
    protected static bool Nullable<T>(string? text, T? fallback, out T? value)
        where T : struct, IParsable<T>
    {
        value = fallback;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        var parsed = T.TryParse(text, CultureInfo.InvariantCulture, out var result);
        value = result;
        return parsed;
    }

    /// <summary>Parses a nullable value.</summary>
    /// <typeparam name="T">The value type.</typeparam>
    /// <param name="text">The text, or null.</param>
    /// <param name="fallback">The value when it is missing.</param>
    /// <param name="value">What it says.</param>
    /// <param name="parser">Parses it.</param>
    protected static bool Nullable<T>(string? text, T? fallback, out T? value, TextParser<T> parser)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(parser);
        value = fallback;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        var parsed = parser(text, out var result);
        value = result;
        return parsed;
    }

    /// <summary>Parses an enum member's name in any case, or its number.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="text">The text.</param>
    /// <param name="value">What it says.</param>
    protected static bool EnumText<T>(string text, out T value)
        where T : struct, Enum => Enum.TryParse(text, ignoreCase: true, out value);

    /// <summary>Parses an absolute or relative URI.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">What it says.</param>
    protected static bool UriText(string text, [MaybeNullWhen(false)] out Uri value) => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out value);

    /// <summary>Refuses a request whose value is missing or does not parse: 400 naming the parameter.</summary>
    /// <param name="http">The request.</param>
    /// <param name="name">The parameter's name on the wire.</param>
    /// <param name="source"><c>route</c>, <c>query</c> or <c>header</c>.</param>
    protected Task Invalid(HttpContext http, string name, string source) => _refusals.Invalid(http, name, source);

    /// <summary>Reads the JSON body, or takes the service where there is no contract because one is registered. Refusals are written.</summary>
    /// <typeparam name="T">The parameter's type.</typeparam>
    /// <param name="http">The request.</param>
    /// <param name="json">The type's contract, or null for a service.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="optional">The body may be missing.</param>
    protected ValueTask<BindingResult<T>> ReadBody<T>(HttpContext http, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T>? json, string name, bool optional)
    {
        ArgumentNullException.ThrowIfNull(http);
        // Generic without a constraint: services are looked up by type, and the cast is of what was registered for it.
        return json is null
            ? new(new BindingResult<T>((T)http.RequestServices.GetRequiredService(typeof(T))))
            : BodyReader.Read(http, json, name, optional, _refusals);
    }

    /// <summary>A service that must be registered.</summary>
    /// <typeparam name="T">The service.</typeparam>
    /// <param name="http">The request.</param>
    protected static T Service<T>(HttpContext http)
        where T : notnull => http.RequestServices.GetRequiredService<T>();

    /// <summary>A service that must be registered under a key.</summary>
    /// <typeparam name="T">The service.</typeparam>
    /// <param name="http">The request.</param>
    /// <param name="key">The key.</param>
    protected static T Service<T>(HttpContext http, object? key)
        where T : notnull => http.RequestServices.GetRequiredKeyedService<T>(key);

    /// <summary>A service, or null.</summary>
    /// <typeparam name="T">The service.</typeparam>
    /// <param name="http">The request.</param>
    protected static T? OptionalService<T>(HttpContext http) => http.RequestServices.GetService<T>();

    /// <summary>A service under a key, or null.</summary>
    /// <typeparam name="T">The service.</typeparam>
    /// <param name="http">The request.</param>
    /// <param name="key">The key.</param>
    protected static T? OptionalService<T>(HttpContext http, object? key) => http.RequestServices.GetKeyedService<T>(key);

    /// <summary>An argument passed as <c>in</c>, where only that tells the handler from an overload.</summary>
    /// <typeparam name="T">The parameter's type.</typeparam>
    /// <param name="value">The argument.</param>
    protected static ref readonly T In<T>(in T value) => ref value;

    /// <summary>Disposes a handler with its request.</summary>
    /// <typeparam name="T">The handler's class.</typeparam>
    /// <param name="http">The request.</param>
    /// <param name="handler">The handler.</param>
    protected static T Track<T>(HttpContext http, T handler)
    {
        ArgumentNullException.ThrowIfNull(http);
        switch (handler)
        {
            case IAsyncDisposable later:
                http.Response.RegisterForDisposeAsync(later);
                break;
            case IDisposable now:
                http.Response.RegisterForDispose(now);
                break;
        }

        return handler;
    }
}
