using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Bolt.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Bolt.Refusals;

/// <summary>
/// Problem details (RFC 9457) through the application's <see cref="IProblemDetailsService"/>, or written here where none is registered: a refusal by authentication or a
/// guard then allocates no body, and every refusal with the same status is the same bytes.
/// </summary>
internal static class ProblemDetailsWriter
{
    private const string ContentType = "application/problem+json";
    private const string RetryAfterSeconds = "5";

    private static readonly FrozenDictionary<int, byte[]> Bodies = new Dictionary<int, byte[]>
    {
        [401] = Body(401),
        [403] = Body(403),
        [404] = Body(404),
        [413] = Body(413),
        [503] = Body(503),
    }.ToFrozenDictionary();

    /// <summary>A refusal by authentication or a guard.</summary>
    /// <param name="http">The request.</param>
    /// <param name="status">401, 403, 404 or 503.</param>
    /// <param name="service">The application's service, or null.</param>
    /// <param name="explanation">The JSON object that says why, where the caller may know: <see cref="RefusalExplanation"/>.</param>
    public static Task Write(HttpContext http, int status, IProblemDetailsService? service, byte[]? explanation = null)
    {
        http.Response.StatusCode = status;
        return service is null ? WriteBody(http, Body(status, explanation)) : WriteWithService(http, status, service, explanation);
    }

    /// <summary>503 with <c>Retry-After</c>: the credentials could not be checked. No challenge, because other credentials would not help.</summary>
    public static Task WriteUnavailable(HttpContext http, IProblemDetailsService? service, byte[]? explanation = null)
    {
        http.Response.Headers.WWWAuthenticate = default;
        http.Response.Headers.RetryAfter = RetryAfterSeconds;
        return Write(http, StatusCodes.Status503ServiceUnavailable, service, explanation);
    }

    /// <summary>A value that does not fit the handler's parameter, which the problem details name.</summary>
    public static async Task WriteInvalid(HttpContext http, int status, string parameter, string message, IProblemDetailsService? service)
    {
        http.Response.StatusCode = status;
        var (title, type) = Describe(status);
        if (service is not null)
        {
            var problem = new HttpValidationProblemDetails(new Dictionary<string, string[]> { [parameter] = [message] }) { Status = status, Title = title };
            if (await service.TryWriteAsync(new ProblemDetailsContext { HttpContext = http, ProblemDetails = problem }).ConfigureAwait(false))
            {
                return;
            }
        }

        http.Response.ContentType = ContentType;
        if (HttpMethods.IsHead(http.Request.Method))
        {
            return;
        }

        var writer = new Utf8JsonWriter(http.Response.BodyWriter);
        await using var _ = writer.ConfigureAwait(false);
        writer.WriteStartObject();
        writer.WriteString("type"u8, type);
        writer.WriteString("title"u8, title);
        writer.WriteNumber("status"u8, status);
        writer.WriteStartObject("errors"u8);
        writer.WriteStartArray(parameter);
        writer.WriteStringValue(message);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
        await writer.FlushAsync(http.RequestAborted).ConfigureAwait(false);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted).ConfigureAwait(false);
    }

    private static async Task WriteWithService(HttpContext http, int status, IProblemDetailsService service, byte[]? explanation)
    {
        var problem = new ProblemDetails { Status = status };
        if (explanation is not null)
        {
            // An element: the one kind of value that is written without reflection whatever contracts the application has.
            problem.Extensions[RefusalExplanation.Member] = JsonElement.Parse(explanation);
        }

        if (!await service.TryWriteAsync(new ProblemDetailsContext { HttpContext = http, ProblemDetails = problem }).ConfigureAwait(false))
        {
            await WriteBody(http, Body(status, explanation)).ConfigureAwait(false);
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

    private static byte[] Body(int status, byte[]? explanation) => explanation is null ? Bodies[status] : [.. Bodies[status].AsSpan(..^1), .. ",\""u8, .. Encoding.UTF8.GetBytes(RefusalExplanation.Member), .. "\":"u8, .. explanation, (byte)'}'];

    private static byte[] Body(int status)
    {
        var (title, type) = Describe(status);
        return Encoding.UTF8.GetBytes(FormattableString.Invariant($$"""{"type":"{{type}}","title":"{{title}}","status":{{status}}}"""));
    }

    /// <summary>As ASP.NET Core describes them.</summary>
    private static (string Title, string Type) Describe(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => ("Unauthorized", "https://tools.ietf.org/html/rfc9110#section-15.5.2"),
        StatusCodes.Status403Forbidden => ("Forbidden", "https://tools.ietf.org/html/rfc9110#section-15.5.4"),
        StatusCodes.Status404NotFound => ("Not Found", "https://tools.ietf.org/html/rfc9110#section-15.5.5"),
        StatusCodes.Status408RequestTimeout => ("Request Timeout", "https://tools.ietf.org/html/rfc9110#section-15.5.9"),
        StatusCodes.Status413PayloadTooLarge => ("Content Too Large", "https://tools.ietf.org/html/rfc9110#section-15.5.14"),
        StatusCodes.Status415UnsupportedMediaType => ("Unsupported Media Type", "https://tools.ietf.org/html/rfc9110#section-15.5.16"),
        StatusCodes.Status503ServiceUnavailable => ("Service Unavailable", "https://tools.ietf.org/html/rfc9110#section-15.6.4"),
        _ => ("Bad Request", "https://tools.ietf.org/html/rfc9110#section-15.5.1"),
    };
}
