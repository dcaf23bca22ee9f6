using System;
using Bolt.Authentication;
using Microsoft.AspNetCore.Http;

namespace Bolt;

/// <summary>What Bolt knows of a request, for code that is not a handler.</summary>
public static class BoltHttpContextExtensions
{
    /// <summary>Who is calling; null before authentication and for an anonymous caller.</summary>
    /// <param name="http">The request.</param>
    public static AuthContext? GetAuthContext(this HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return CallerFeature.Get(http)?.Auth;
    }
}
