using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Text;
using System.Threading.Tasks;
using Bolt.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Bolt.Refusals;

/// <summary>
/// Problem details (RFC 9457) through the application's <see cref="IProblemDetailsService"/>, or preformatted where none is registered:
/// a refusal then allocates no body, and every refusal with the same status is the same bytes.
/// </summary>
internal static class ProblemDetailsWriter
{
    public const string ContentType = "application/problem+json";

    private static readonly FrozenDictionary<int, byte[]> Bodies = new Dictionary<int, byte[]>
    {
        [401] = Body(401, "Unauthorized", "https://tools.ietf.org/html/rfc9110#section-15.5.2"),
        [403] = Body(403, "Forbidden", "https://tools.ietf.org/html/rfc9110#section-15.5.4"),
        [413] = Body(413, "Content Too Large", "https://tools.ietf.org/html/rfc9110#section-15.5.14"),
        [503] = Body(503, "Service Unavailable", "https://tools.ietf.org/html/rfc9110#section-15.6.4"),
    }.ToFrozenDictionary();

    public static Task Write(HttpContext http, int status, IProblemDetailsService? service)
    {
        http.Response.StatusCode = status;
        return service is null ? WriteBody(http, Bodies[status]) : WriteWithService(http, status, service);
    }

    private static async Task WriteWithService(HttpContext http, int status, IProblemDetailsService service)
    {
        var context = new ProblemDetailsContext { HttpContext = http, ProblemDetails = new ProblemDetails { Status = status } };
        if (!await service.TryWriteAsync(context).ConfigureAwait(false))
        {
            await WriteBody(http, Bodies[status]).ConfigureAwait(false);
        }
    }

    private static Task WriteBody(HttpContext http, byte[] body)
    {
        http.Response.ContentType = ContentType;
        var isHead = HttpMethods.IsHead(http.Request.Method);
        if (!isHead || HeadResponse.MayStateLength(http))
        {
            http.Response.ContentLength = body.Length;
        }

        return isHead ? Task.CompletedTask : http.Response.Body.WriteAsync(body).AsTask();
    }

    private static byte[] Body(int status, string title, string type) =>
        Encoding.UTF8.GetBytes(FormattableString.Invariant($$"""{"type":"{{type}}","title":"{{title}}","status":{{status}}}"""));
}
