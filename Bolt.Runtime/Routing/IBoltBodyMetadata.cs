using System.Collections.Generic;

namespace Bolt;

/// <summary>
/// Endpoint metadata: what a Bolt endpoint reads from the request's body, for descriptions of the API. Unlike ASP.NET Core's <c>IAcceptsMetadata</c> it has no part in routing, which would
/// answer 415 before anyone is authenticated. An endpoint that reads no body has none.
/// </summary>
public interface IBoltBodyMetadata
{
    /// <summary>
    /// The media types (RFC 9110 §8.3.1) without parameters, at least one: <c>application/json</c>; <c>application/octet-stream</c> for a stream or a pipe;
    /// <c>multipart/form-data</c> for a form with files; that and <c>application/x-www-form-urlencoded</c> for any other form.
    /// </summary>
    IReadOnlyList<string> ContentTypes { get; }
}
