using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bolt.Http;

/// <summary>Whether a route is for methods that change nothing (RFC 9110 §9.2.1).</summary>
internal static class RouteMethods
{
    public enum Kind
    {
        /// <summary>An unknown method is not safe.</summary>
        Unsafe = 0,
        Safe,

        /// <summary>Both, or every method: the request says which.</summary>
        Mixed,
    }

    /// <param name="metadata">The last of the endpoint's, which is the one that routing goes by.</param>
    public static Kind Get(IHttpMethodMetadata? metadata)
    {
        if (metadata is null || metadata.HttpMethods.Count == 0)
        {
            return Kind.Mixed;
        }

        var safe = 0;
        foreach (var method in metadata.HttpMethods)
        {
            safe += IsSafe(method) ? 1 : 0;
        }

        return safe == metadata.HttpMethods.Count ? Kind.Safe : safe == 0 ? Kind.Unsafe : Kind.Mixed;
    }

    /// <summary>Whether every request that routing sends here is a <c>GET</c>.</summary>
    /// <param name="metadata">The last of the endpoint's, which is the one that routing goes by.</param>
    public static bool IsGetOnly(IHttpMethodMetadata? metadata) => metadata is { HttpMethods: [var method] } && HttpMethods.IsGet(method);

    /// <summary>A safe method. An unknown method is not safe.</summary>
    public static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
}
