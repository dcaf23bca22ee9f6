using System.IO;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Bolt.Generation;

/// <summary>Reads a JSON body. Nothing a client sends here may end in 500.</summary>
internal static class BodyReader
{
    public static async ValueTask<BoundBody<T>> Read<T>(HttpContext http, JsonTypeInfo<T> json, string name, bool optional, RefusalWriter refusals)
    {
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return await Missing<T>(http, name, optional, refusals).ConfigureAwait(false);
        }

        if (!http.Request.HasJsonContentType())
        {
            if (optional && http.Request.ContentLength is null or 0 && string.IsNullOrEmpty(http.Request.ContentType))
            {
                return new BoundBody<T>(default);
            }

            await refusals.InvalidBody(http, StatusCodes.Status415UnsupportedMediaType, name, "The request body must be JSON: send Content-Type: application/json.").ConfigureAwait(false);
            return default;
        }

        if (http.Request.ContentLength == 0)
        {
            return await Missing<T>(http, name, optional, refusals).ConfigureAwait(false);
        }

        try
        {
            var value = await http.Request.ReadFromJsonAsync(json, http.RequestAborted).ConfigureAwait(false);
            return value is null ? await Missing<T>(http, name, optional, refusals).ConfigureAwait(false) : new BoundBody<T>(value);
        }
        catch (JsonException e)
        {
            // The path is the client's own; the exception's text can hold type names of the server.
            var where = string.IsNullOrEmpty(e.Path) || e.Path == "$" ? string.Empty : $" at {e.Path}";
            await refusals.InvalidBody(http, StatusCodes.Status400BadRequest, name, $"The request body is not valid JSON for this endpoint{where}.").ConfigureAwait(false);
        }
        catch (BadHttpRequestException e)
        {
            await refusals.InvalidBody(http, e.StatusCode, name, "The request body could not be read.").ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The connection is gone or the framing was wrong; an answer may still reach the client.
            await refusals.InvalidBody(http, StatusCodes.Status400BadRequest, name, "The request body could not be read.").ConfigureAwait(false);
        }

        return default;
    }

    private static async ValueTask<BoundBody<T>> Missing<T>(HttpContext http, string name, bool optional, RefusalWriter refusals)
    {
        if (optional)
        {
            return new BoundBody<T>(default);
        }

        await refusals.InvalidBody(http, StatusCodes.Status400BadRequest, name, "A request body is required.").ConfigureAwait(false);
        return default;
    }
}
