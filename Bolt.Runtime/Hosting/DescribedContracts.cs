using System;
using System.IO;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Bolt.Authentication.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Bolt.Hosting;

/// <summary>
/// Without reflection, an OpenAPI document is a 500 for one parameter whose type no context of the application names, be it an <see cref="int"/> of the route or a file. Behind the application's contexts
/// stand those of Bolt: for values that are parsed from text, for what ASP.NET Core writes in place of a result, and for what a body can be besides JSON, which has a place in a document and cannot be
/// serialized.
/// </summary>
internal sealed class DescribedContracts : IPostConfigureOptions<JsonOptions>
{
    public void PostConfigure(string? name, JsonOptions options)
    {
        // Null is nobody's choice but the application's, and takes no more.
        if (options.SerializerOptions is { IsReadOnly: false, TypeInfoResolver: not null } json)
        {
            json.TypeInfoResolverChain.Add(PrimitiveJson.Default);
            json.TypeInfoResolverChain.Add(DescribedJson.Default);
            json.TypeInfoResolverChain.Add(new Bodies());
        }
    }

    private sealed class Bodies : IJsonTypeInfoResolver
    {
        public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
            type == typeof(IFormFile) ? Named<IFormFile>(options)
            : type == typeof(IFormFileCollection) ? Named<IFormFileCollection>(options)
            : type == typeof(IFormCollection) ? Named<IFormCollection>(options)
            : type == typeof(Stream) ? Named<Stream>(options)
            : type == typeof(PipeReader) ? Named<PipeReader>(options)
            : type == typeof(StringValues) ? Named<StringValues>(options)
            : null;

        private static JsonTypeInfo Named<T>(JsonSerializerOptions options) => JsonMetadataServices.CreateValueInfo<T>(options, new NotJson<T>());
    }

    /// <summary>As without a contract: nothing is read or written.</summary>
    private sealed class NotJson<T> : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException($"{typeToConvert} is not JSON.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => throw new NotSupportedException($"{typeof(T)} is not JSON.");
    }
}
