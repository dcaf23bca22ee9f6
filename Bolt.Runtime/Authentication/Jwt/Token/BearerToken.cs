using System;
using Bolt.Authentication.Jwt.Validation;
using Microsoft.Extensions.Primitives;

namespace Bolt.Authentication.Jwt.Token;

/// <summary>Finds the token in a header's value (RFC 6750 §2.1, RFC 9110 §11.4).</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer";

    /// <summary>What a header's value may contain besides the token: the scheme, and more white space than any client sends.</summary>
    private const int MostAround = 128;

    /// <summary>Finds the token. Length 0 and no failure: the header is not meant for this backend.</summary>
    /// <param name="values">The header's lines.</param>
    /// <param name="schemeRequired">False where the token may come alone.</param>
    /// <param name="maximumLength">How long a token may be. A value that is much longer is refused without reading it.</param>
    /// <param name="failure">Why the header's value is refused.</param>
    public static TokenText Find(in StringValues values, bool schemeRequired, int maximumLength, out string? failure)
    {
        failure = null;
        if (values.Count != 1)
        {
            failure = values.Count == 0 ? null : JwtFailure.SeveralHeaders;
            return default;
        }

        var source = values.ToString();
        if (source.Length > maximumLength + MostAround)
        {
            failure = !schemeRequired || IsBearer(source) ? JwtFailure.TooLong : null;
            return default;
        }

        var start = 0;
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
            return default;
        }

        return new TokenText(source, start, end - start);
    }

    private static bool IsBearer(string value)
    {
        var start = value.AsSpan(0, MostAround).TrimStart(" \t");
        return start.Length > Scheme.Length && start.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && start[Scheme.Length] == ' ';
    }
}
