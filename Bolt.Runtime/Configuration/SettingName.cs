using System;
using System.Collections.Generic;
using Microsoft.Extensions.Configuration;

namespace Bolt.Configuration;

/// <summary>The settings there are, to tell a misspelt one from a known one and to say what was probably meant.</summary>
internal static class SettingName
{
    public static IReadOnlyList<string> OfBolt { get; } =
    [
        "Secret", "Keys", "Authority", "MetadataAddress", "Algorithms", "Audiences", "Issuers", "ValidTypes", "Header", "ClockSkew", "RequireTokenId", "MaximumTokenLength",
        "VerifiedTokenCacheSize", "PermissionClaims", "TokenLifetime", "KeyRefreshInterval", "MinimumKeyRefreshInterval", "MaximumKeyAge",
    ];

    /// <summary>Those of the scheme <c>Bearer</c> that Bolt reads.</summary>
    public static IReadOnlyList<string> OfBearer { get; } = ["ValidAudiences", "ValidAudience", "ValidIssuers", "ValidIssuer", "SigningKeys", "Authority", "MetadataAddress"];

    /// <summary>Those that only the JwtBearer handler reads, and that weaken nothing when Bolt does not.</summary>
    public static IReadOnlyList<string> OfBearerOnly { get; } =
    [
        "BackchannelTimeout", "Challenge", "ForwardAuthenticate", "ForwardChallenge", "ForwardDefault", "ForwardForbid", "ForwardSignIn", "ForwardSignOut",
        "IncludeErrorDetails", "MapInboundClaims", "RefreshInterval", "RefreshOnIssuerKeyNotFound", "RequireHttpsMetadata", "SaveToken",
    ];

    public static string Unknown(IConfigurationSection setting, IReadOnlyList<string> known)
    {
        foreach (var name in known)
        {
            if (Resembles(setting.Key, name))
            {
                return $"{setting.Path} is not a setting; {name} is. It was not applied.";
            }
        }

        return $"{setting.Path} is not a setting; known are {string.Join(", ", known)}.";
    }

    /// <summary><c>Audience</c> for <c>Audiences</c> or <c>ValidAudiences</c>, and one wrong, missing or extra letter.</summary>
    private static bool Resembles(string key, string name) =>
        name.Contains(key, StringComparison.OrdinalIgnoreCase) || key.Contains(name, StringComparison.OrdinalIgnoreCase) || Distance(key, name) <= 2;

    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                var same = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]);
                row[j] = Math.Min(Math.Min(row[j - 1], above) + 1, diagonal + (same ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
