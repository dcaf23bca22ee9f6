using System;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bolt.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Sessions;

/// <summary>Contracts of session values: the application's, and behind them Bolt's own for primitives. No reflection.</summary>
internal sealed class SessionJson(IOptions<JsonOptions> options)
{
    private readonly JsonSerializerOptions _options = options.Value.SerializerOptions;

    /// <exception cref="InvalidOperationException">The type is in no context.</exception>
    public JsonTypeInfo<T> Of<T>()
    {
        if (_options.TypeInfoResolver is not null && _options.TryGetTypeInfo(typeof(T), out var known))
        {
            return (JsonTypeInfo<T>)known;
        }

        return PrimitiveJson.Default.GetTypeInfo(typeof(T)) as JsonTypeInfo<T>
            ?? throw new InvalidOperationException($"{TypeName.Full(typeof(T))} is in no JsonSerializerContext, and a session value needs it: add [JsonSerializable(typeof({TypeName.InCode(typeof(T))}))] to your "
                + "context and the context with ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, …)).");
    }
}
