using System;
using System.IO;
using System.Threading.Tasks;
using Bolt.Refusals;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Bolt.Endpoints.Binding;

/// <summary>Reads a form. Nothing a client sends here may end in 500.</summary>
internal static class FormReader
{
    /// <summary>The form; null once the refusal has been written.</summary>
    public static async ValueTask<IFormCollection?> Read(HttpContext http, string name, bool multipart, RefusalWriter refusals)
    {
        var (status, message) = Check(http, multipart);
        if (status == StatusCodes.Status200OK)
        {
            try
            {
                return await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
            }
            catch (BadHttpRequestException e)
            {
                // The server's own limits: 413 for one that is too long.
                (status, message) = (e.StatusCode, UnreadBody.Describe("form", e.StatusCode));
            }
            catch (InvalidDataException)
            {
                (status, message) = (StatusCodes.Status400BadRequest, "The form is not valid, or beyond the limits of this server.");
            }
            catch (IOException)
            {
                // The connection is gone or the framing was wrong; an answer may still reach the client.
                (status, message) = (StatusCodes.Status400BadRequest, "The form could not be read.");
            }
            catch (NotSupportedException)
            {
                // A charset that the platform knows and will not read, as UTF-7.
                (status, message) = (StatusCodes.Status415UnsupportedMediaType, "The form's charset cannot be read: send UTF-8.");
            }
        }

        await refusals.InvalidBody(http, status, name, message).ConfigureAwait(false);
        return null;
    }

    private static (int Status, string Message) Check(HttpContext http, bool multipart)
    {
        // Where the application asked for antiforgery validation, the middleware has said what came of it. Even to ask for the content type throws then.
        if (http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false })
        {
            return (StatusCodes.Status400BadRequest, "The antiforgery token is missing or not valid.");
        }

        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return (StatusCodes.Status400BadRequest, "A form is required.");
        }

        if (http.Request.HasFormContentType && (!multipart || IsMultipart(http.Request.ContentType)))
        {
            return (StatusCodes.Status200OK, string.Empty);
        }

        return (StatusCodes.Status415UnsupportedMediaType, multipart
            ? "The request body must be a form with files: send Content-Type: multipart/form-data."
            : "The request body must be a form: send Content-Type: multipart/form-data or application/x-www-form-urlencoded.");
    }

    private static bool IsMultipart(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);
}
