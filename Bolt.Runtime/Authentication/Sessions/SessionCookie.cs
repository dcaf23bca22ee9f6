using System;
using Bolt.Http;
using Microsoft.Extensions.Primitives;

namespace Bolt.Authentication.Sessions;

/// <summary>Reads the session's cookie. What is not one well-formed value is no cookie, and costs no look-up.</summary>
internal static class SessionCookie
{
    public static bool TryFind(StringValues headers, ReadOnlySpan<char> name, out SessionSecret secret, out bool isAmbiguous)
    {
        secret = default;
        return CookieHeader.TryFind(headers, name, out var value, out isAmbiguous) && SessionSecret.TryParse(value, out secret);
    }
}
