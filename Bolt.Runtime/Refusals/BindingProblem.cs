using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace Bolt.Refusals;

/// <summary>Answers a request whose values do not fit the handler's parameters: problem details that name the parameter.</summary>
internal static class BindingProblem
{
    public static async Task Write(HttpContext http, int status, string parameter, string message, IProblemDetailsService? service)
    {
        http.Response.StatusCode = status;
        if (service is not null)
        {
            var problem = new HttpValidationProblemDetails(new Dictionary<string, string[]> { [parameter] = [message] }) { Status = status, Title = Title(status) };
            if (await service.TryWriteAsync(new ProblemDetailsContext { HttpContext = http, ProblemDetails = problem }).ConfigureAwait(false))
            {
                return;
            }
        }

        http.Response.ContentType = ProblemDetailsWriter.ContentType;
        if (HttpMethods.IsHead(http.Request.Method))
        {
            return;
        }

        var writer = new Utf8JsonWriter(http.Response.BodyWriter);
        await using var _ = writer.ConfigureAwait(false);
        writer.WriteStartObject();
        writer.WriteString("type"u8, Type(status));
        writer.WriteString("title"u8, Title(status));
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

    private static string Title(int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => "Content Too Large",
        StatusCodes.Status415UnsupportedMediaType => "Unsupported Media Type",
        StatusCodes.Status408RequestTimeout => "Request Timeout",
        _ => "Bad Request",
    };

    private static string Type(int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => "https://tools.ietf.org/html/rfc9110#section-15.5.14",
        StatusCodes.Status415UnsupportedMediaType => "https://tools.ietf.org/html/rfc9110#section-15.5.16",
        StatusCodes.Status408RequestTimeout => "https://tools.ietf.org/html/rfc9110#section-15.5.9",
        _ => "https://tools.ietf.org/html/rfc9110#section-15.5.1",
    };
}
