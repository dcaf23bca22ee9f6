using System;
using System.IO;
using System.Threading.Tasks;
using Bolt.Http;
using Microsoft.AspNetCore.Http;

namespace Bolt.Endpoints.Responses;

/// <summary>Sends a stream from where it stands to its end, and disposes it.</summary>
internal static class StreamBody
{
    private const string ContentType = "application/octet-stream";

    public static async Task Write(HttpContext http, Stream stream)
    {
        await using var _ = stream.ConfigureAwait(false);
        var response = http.Response;
        var isHead = HttpMethods.IsHead(http.Request.Method);
        if (!response.HasStarted)
        {
            response.ContentType ??= ContentType;
            if (stream.CanSeek && !BufferedJson.HasUnflushedBytes(response.BodyWriter) && (!isHead || HeadResponse.MayStateLength(http)))
            {
                response.ContentLength ??= stream.Length - stream.Position;
            }
        }

        if (isHead)
        {
            return;
        }

        try
        {
            await stream.CopyToAsync(response.Body, http.RequestAborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client is gone: there is nobody to tell.
            http.Abort();
        }
    }
}
