namespace Bolt.Shared;

/// <summary>What RFC 9110 and minimal APIs say of HTTP methods. Names are upper-case, as a <see cref="RouteDeclaration"/> has them.</summary>
internal static class HttpMethods
{
    /// <summary>RFC 9110 section 9.2.1: the request changes nothing. Bolt's runtime does not check where such a request came from.</summary>
    public static bool IsSafe(string method) => method is "GET" or "HEAD" or "OPTIONS" or "TRACE";

    /// <summary>A body is what an otherwise unexplained parameter comes from; for the other methods minimal APIs do not look for one.</summary>
    public static bool InfersBody(string method) => method is not ("GET" or "HEAD" or "DELETE" or "OPTIONS" or "TRACE" or "CONNECT");

    /// <summary>A request may have a body. RFC 9110 section 9.3: in GET, HEAD and CONNECT it has no meaning, and TRACE must not have one.</summary>
    public static bool MayHaveBody(string method) => method is not ("GET" or "HEAD" or "TRACE" or "CONNECT");
}
