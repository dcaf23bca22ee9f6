using System;
using Microsoft.Extensions.Primitives;

namespace Bolt;

/// <summary>Finds the token in a header's value (RFC 6750 §2.1, RFC 9110 §11.4).</summary>
internal static class BearerCredentials
{
    private const string Scheme = "Bearer";

    /// <summary>Says where in <paramref name="source"/> the token lies. Length 0 and no failure: the header is not meant for this backend.</summary>
    /// <param name="values">The header's lines.</param>
    /// <param name="schemeRequired">False where the token may stand alone.</param>
    /// <param name="source">The header's value.</param>
    /// <param name="start">Where the token starts.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="failure">Why the header's value is refused.</param>
    public static void Find(in StringValues values, bool schemeRequired, out string source, out int start, out int length, out string? failure)
    {
        (source, start, length, failure) = ("", 0, 0, null);
        if (values.Count != 1)
        {
            failure = values.Count == 0 ? null : JwtFailure.SeveralHeaders;
            return;
        }

        source = values.ToString();
        var end = source.Length;
        while (end > 0 && source[end - 1] is ' ' or '\t')
        {
            end--;
        }

        while (start < end && source[start] is ' ' or '\t')
        {
            start++;
        }

        if (source.AsSpan(start, end - start).StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && (start + Scheme.Length == end || source[start + Scheme.Length] == ' '))
        {
            start += Scheme.Length;
            while (start < end && source[start] == ' ')
            {
                start++;
            }

            failure = start == end ? JwtFailure.NoToken : null;
        }
        else if (schemeRequired)
        {
            return;
        }

        length = end - start;
    }
}
