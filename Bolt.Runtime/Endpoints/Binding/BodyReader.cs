using System;
using System.Buffers;
using System.IO;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Refusals;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Bolt.Endpoints.Binding;

/// <summary>Reads a JSON body. Nothing a client sends here may end in 500.</summary>
internal static class BodyReader
{
    public static async ValueTask<BindingResult<T>> Read<T>(HttpContext http, JsonTypeInfo<T> json, string name, bool optional, RefusalWriter refusals, bool nullable = false)
    {
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return await Missing<T>(http, name, optional, refusals).ConfigureAwait(false);
        }

        var isPlain = IsPlainJson(http.Request.ContentType);
        if (!isPlain && !http.Request.HasJsonContentType())
        {
            if (optional && http.Request.ContentLength is null or 0 && string.IsNullOrEmpty(http.Request.ContentType))
            {
                return BindingResult<T>.Missing;
            }

            await refusals.InvalidBody(http, StatusCodes.Status415UnsupportedMediaType, name, "The request body must be JSON: send Content-Type: application/json.").ConfigureAwait(false);
            return default;
        }

        Encoding? charset = null;
        if (!isPlain && !TryGetCharset(http.Request.ContentType, out charset))
        {
            await refusals.InvalidBody(http, StatusCodes.Status415UnsupportedMediaType, name, "The request body's charset is not known: send UTF-8.").ConfigureAwait(false);
            return default;
        }

        if (http.Request.ContentLength == 0)
        {
            return await Missing<T>(http, name, optional, refusals).ConfigureAwait(false);
        }

        try
        {
            if (nullable && charset is null && await IsNull(http.Request.BodyReader, http.RequestAborted).ConfigureAwait(false))
            {
                return BindingResult<T>.Missing;
            }

            var value = await Deserialize(http, json, charset).ConfigureAwait(false);
            return value is null ? await Missing<T>(http, name, optional, refusals).ConfigureAwait(false) : new BindingResult<T>(value);
        }
        catch (JsonException e)
        {
            // The path is the client's own; the exception's text can hold type names of the server.
            var where = string.IsNullOrEmpty(e.Path) || e.Path == "$" ? string.Empty : $" at {e.Path}";
            await refusals.InvalidBody(http, StatusCodes.Status400BadRequest, name, $"The request body is not valid JSON for this endpoint{where}.").ConfigureAwait(false);
        }
        catch (NotSupportedException)
        {
            // An abstract type whose discriminator the client left out.
            await refusals.InvalidBody(http, StatusCodes.Status400BadRequest, name, "The request body lacks its type discriminator.").ConfigureAwait(false);
        }
        catch (BadHttpRequestException e)
        {
            await refusals.InvalidBody(http, e.StatusCode, name, UnreadBody.Describe("request body", e.StatusCode)).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The connection is gone or the framing was wrong; an answer may still reach the client.
            await refusals.InvalidBody(http, StatusCodes.Status400BadRequest, name, "The request body could not be read.").ConfigureAwait(false);
        }

        return default;
    }

    /// <summary>What nearly every client sends needs no parsing.</summary>
    private static bool IsPlainJson(string? contentType) => contentType is "application/json" or "application/json; charset=utf-8";

    /// <summary>The whole body says <c>null</c>, which the contract of an <c>int</c> refuses and an <c>int?</c> is. Consumes nothing of any other body.</summary>
    private static async ValueTask<bool> IsNull(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var isNull = IsNull(read.Buffer, read.IsCompleted);
            reader.AdvanceTo(isNull == true ? read.Buffer.End : read.Buffer.Start, isNull is null ? read.Buffer.End : isNull == true ? read.Buffer.End : read.Buffer.Start);
            if (isNull is { } known)
            {
                return known;
            }
        }
    }

    /// <summary>Null where more of the body has to be seen.</summary>
    private static bool? IsNull(ReadOnlySequence<byte> body, bool isWhole)
    {
        var json = new SequenceReader<byte>(body);
        json.AdvancePastAny(" \t\r\n"u8);
        foreach (var expected in "null"u8)
        {
            if (!json.TryRead(out var octet))
            {
                return isWhole ? false : null;
            }

            if (octet != expected)
            {
                return false;
            }
        }

        json.AdvancePastAny(" \t\r\n"u8);
        return !json.End ? false : isWhole ? true : null;
    }

    private static async ValueTask<T?> Deserialize<T>(HttpContext http, JsonTypeInfo<T> json, Encoding? charset)
    {
        if (charset is null)
        {
            return await JsonSerializer.DeserializeAsync(http.Request.BodyReader, json, http.RequestAborted).ConfigureAwait(false);
        }

        var transcoding = Encoding.CreateTranscodingStream(http.Request.Body, charset, Encoding.UTF8, leaveOpen: true);
        await using var _ = transcoding.ConfigureAwait(false);
        return await JsonSerializer.DeserializeAsync(transcoding, json, http.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>
    /// Null stands for UTF-8. The platform's ReadFromJsonAsync throws at a charset it does not know and at one in quotes, and what a client sends
    /// must not end in 500.
    /// </summary>
    private static bool TryGetCharset(string? contentType, out Encoding? charset)
    {
        charset = null;
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.Charset.HasValue)
        {
            return true;
        }

        try
        {
            var encoding = Encoding.GetEncoding(HeaderUtilities.RemoveQuotes(type.Charset).ToString());
            charset = encoding.CodePage == Encoding.UTF8.CodePage ? null : encoding;
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // Not known, or known and switched off, as UTF-7 is.
            return false;
        }
    }

    private static async ValueTask<BindingResult<T>> Missing<T>(HttpContext http, string name, bool optional, RefusalWriter refusals)
    {
        if (optional)
        {
            return BindingResult<T>.Missing;
        }

        await refusals.InvalidBody(http, StatusCodes.Status400BadRequest, name, "A request body is required.").ConfigureAwait(false);
        return default;
    }
}
