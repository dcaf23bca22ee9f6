using System;
using System.Collections.Generic;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Tasks;
using Bolt.Http;
using Microsoft.AspNetCore.Http;

namespace Bolt.Endpoints.Responses;

/// <summary>
/// Responses of types without collections are no larger than the strings they are made of: they are serialized at once and sent with their length. The platform's way, which
/// is made for answers of any size, sends the head first and the body in chunks, and costs more than everything else that Bolt does on a request. It also has sent a 200 by the
/// time a property's getter throws.
/// </summary>
internal static class BufferedJson
{
    private const string ContentType = "application/json; charset=utf-8";

    /// <summary>Deeper types are taken for unbounded, as are those that contain themselves.</summary>
    private const int MaximumDepth = 8;

    /// <summary>True when a value of this type holds no collection, and nothing whose type is known only at run time.</summary>
    public static bool IsBounded(JsonTypeInfo type) => IsBounded(type, 0);

    /// <summary>Writes a value of a bounded type.</summary>
    /// <param name="mayBeHead">False where the request was matched for <c>GET</c> alone: its method need not be read again.</param>
    public static Task Write<T>(HttpContext http, T value, JsonTypeInfo<T> json, bool mayBeHead)
    {
        var response = http.Response;
        if (response.HasStarted || response.StatusCode is < 200 or 204 or 205 or 304 || HasUnflushedBytes(response.BodyWriter))
        {
            // The handler has begun an answer of its own, or one without a body: the platform says what becomes of it.
            return response.WriteAsJsonAsync(value, json);
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(value, json);
        var headers = response.Headers;
        headers.ContentType = ContentType;
        if (mayBeHead && HttpMethods.IsHead(http.Request.Method))
        {
            headers.ContentLength = HeadResponse.MayStateLength(http) ? body.Length : null;
            return Task.CompletedTask;
        }

        headers.ContentLength = body.Length;
        var written = response.BodyWriter.WriteAsync(body);
        return written.IsCompletedSuccessfully ? Task.CompletedTask : written.AsTask();
    }

    public static bool HasUnflushedBytes(PipeWriter writer) => writer.CanGetUnflushedBytes && writer.UnflushedBytes > 0;

    private static bool IsBounded(JsonTypeInfo type, int depth)
    {
        if (depth > MaximumDepth || type.PolymorphismOptions is not null || type.Type == typeof(object))
        {
            return false;
        }

        if (type.Kind == JsonTypeInfoKind.None)
        {
            return IsLeaf(Nullable.GetUnderlyingType(type.Type) ?? type.Type);
        }

        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return false;
        }

        foreach (var property in type.Properties)
        {
            if (!type.Options.TryGetTypeInfo(property.PropertyType, out var inner) || !IsBounded(inner, depth + 1))
            {
                return false;
            }
        }

        return Nullable.GetUnderlyingType(type.Type) is null;
    }

    /// <summary>Of the types with a converter, those whose text is known to be short or to be a copy of what is in memory already.</summary>
    private static bool IsLeaf(Type type) => type.IsEnum || Type.GetTypeCode(type) is not TypeCode.Object || Leaves.Contains(type);

    private static readonly HashSet<Type> Leaves =
    [
        typeof(Guid), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly), typeof(TimeOnly), typeof(Uri), typeof(Version), typeof(byte[]), typeof(Half), typeof(Int128), typeof(UInt128),
        typeof(JsonElement), typeof(JsonDocument),
    ];
}
