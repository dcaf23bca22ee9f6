using Bolt.Authentication.CrossSite;
using Bolt.Http;
using Microsoft.AspNetCore.Http;

namespace Bolt.Authentication.Schemes;

/// <summary>The client sent a method that may change something. Noted before any middleware of the application can change it.</summary>
internal sealed class UnsafeRequest
{
    private static readonly UnsafeRequest Instance = new();

    public static bool IsNoted(HttpContext http) => http.Features.Get<UnsafeRequest>() is not null;

    public static void Note(HttpContext http)
    {
        if (!RouteMethods.IsSafe(http.Request.Method))
        {
            http.Features.Set(Instance);
        }
    }
}
