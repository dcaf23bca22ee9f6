using System;
using Microsoft.Extensions.Primitives;

namespace Bolt.Authentication.ApiKeys;

/// <summary>Finds the key in a header's value.</summary>
internal static class ApiKeyCredentials
{
    /// <summary>In characters; more is refused before any work.</summary>
    public const int MaximumLength = 512;

    private const string OwnScheme = "ApiKey";
    private const string BearerScheme = "Bearer";

    /// <summary>The key. Empty and no failure: the header is missing or not meant for this backend.</summary>
    /// <param name="values">The header's lines.</param>
    /// <param name="isAuthorization">The header is <c>Authorization</c>, where a scheme may come before the key.</param>
    /// <param name="failure">Why the header's value is refused.</param>
    public static ReadOnlySpan<char> Find(in StringValues values, bool isAuthorization, out string? failure)
    {
        failure = null;
        if (values.Count != 1)
        {
            failure = values.Count == 0 ? null : ApiKeyFailure.SeveralHeaders;
            return default;
        }

        var key = values[0].AsSpan().Trim(" \t");
        if (isAuthorization && !TakeScheme(ref key))
        {
            return default;
        }

        if (isAuthorization && key.IsEmpty && !values[0].AsSpan().Trim(" \t").IsEmpty)
        {
            failure = ApiKeyFailure.NoKey;
        }
        else if (key.Length > MaximumLength)
        {
            failure = ApiKeyFailure.TooLong;
        }

        return failure is null ? key : default;
    }

    /// <summary>False where a scheme other than these two comes before the space.</summary>
    private static bool TakeScheme(ref ReadOnlySpan<char> value)
    {
        var space = value.IndexOf(' ');
        var scheme = space < 0 ? value : value[..space];
        if (scheme.Equals(OwnScheme, StringComparison.OrdinalIgnoreCase) || scheme.Equals(BearerScheme, StringComparison.OrdinalIgnoreCase))
        {
            value = value[scheme.Length..].TrimStart(' ');
            return true;
        }

        return space < 0;
    }
}
