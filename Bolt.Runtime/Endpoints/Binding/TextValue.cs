using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Bolt.Endpoints.Binding;

/// <summary>A value in a string, as minimal APIs read it: the same whatever culture and time zone the server has.</summary>
internal static class TextValue
{
    /// <summary>Dates are the types that <see cref="IParsable{TSelf}"/> reads otherwise: in the server's time zone, and without white space around them.</summary>
    public static bool TryParse<T>(string? text, [MaybeNullWhen(false)] out T value)
        where T : IParsable<T>
    {
        // Decided when the method is compiled for T: the casts box nothing.
        if (typeof(T) == typeof(DateTime))
        {
            var parsed = DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces, out var time);
            value = (T)(object)time;
            return parsed;
        }

        if (typeof(T) == typeof(DateTimeOffset))
        {
            var parsed = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var time);
            value = (T)(object)time;
            return parsed;
        }

        if (typeof(T) == typeof(DateOnly))
        {
            var parsed = DateOnly.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var date);
            value = (T)(object)date;
            return parsed;
        }

        if (typeof(T) == typeof(TimeOnly))
        {
            var parsed = TimeOnly.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var time);
            value = (T)(object)time;
            return parsed;
        }

        return T.TryParse(text, CultureInfo.InvariantCulture, out value);
    }
}
