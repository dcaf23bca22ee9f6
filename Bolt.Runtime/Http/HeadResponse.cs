using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bolt.Http;

/// <summary>The headers of a response whose body is omitted.</summary>
internal static class HeadResponse
{
    /// <summary>
    /// Whether the length can be stated. Where middleware made a <c>HEAD</c> of another method, the client waits for what is announced, and the server answers 500 when it
    /// does not come; so not on a route that may be matched with other methods (RFC 9110 §8.6: the field may be left out).
    /// </summary>
    public static bool MayStateLength(HttpContext http) =>
        http.GetEndpoint() is not { } endpoint || RouteMethods.Get(endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()) == RouteMethods.Kind.Safe;
}
