using System;

namespace Bolt.Authentication.Jwt.Discovery;

/// <summary>
/// Whether an issuer is who it is expected to be (OpenID Connect Discovery 1.0 §4.3: the name in the document must be the address it was found under). Exact, but for one trailing
/// slash: many issuers have it and many programs are configured without. A token's <c>iss</c> is compared with the issuer's own spelling and has no such tolerance.
/// </summary>
internal static class IssuerName
{
    /// <summary>True for a template of many issuers, such as <c>https://login.example.com/{tenantid}/v2.0</c>: no token has it in <c>iss</c>.</summary>
    public static bool HasPlaceholder(string issuer) => issuer.Contains('{', StringComparison.Ordinal);

    public static bool Matches(string issuer, string expected)
    {
        var name = WithoutSlash(issuer);
        var other = WithoutSlash(expected);
        return name.SequenceEqual(other) || (HasPlaceholder(issuer) && MatchesPattern(name, other));
    }

    /// <summary>A placeholder matches one whole segment of the path.</summary>
    private static bool MatchesPattern(ReadOnlySpan<char> pattern, ReadOnlySpan<char> address)
    {
        var segments = pattern.Split('/');
        var others = address.Split('/');
        for (var index = 0; segments.MoveNext(); index++)
        {
            if (!others.MoveNext())
            {
                return false;
            }

            var segment = pattern[segments.Current];
            var other = address[others.Current];
            var isPlaceholder = index > 2 && segment.Length > 2 && segment[0] == '{' && segment[^1] == '}' && other.Length > 0;
            if (!isPlaceholder && !segment.SequenceEqual(other))
            {
                return false;
            }
        }

        return !others.MoveNext();
    }

    private static ReadOnlySpan<char> WithoutSlash(string name) => name.EndsWith('/') ? name.AsSpan(0, name.Length - 1) : name;
}
