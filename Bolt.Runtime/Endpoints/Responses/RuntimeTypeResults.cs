using System;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace Bolt.Endpoints.Responses;

/// <summary>Writes values whose type is known only when they come back: from filters, from <c>object</c> handlers, of derived types.</summary>
internal sealed class RuntimeTypeResults(JsonSerializerOptions options)
{
    /// <summary>Writes a value by the handler's contract where that covers it, else as what it is.</summary>
    public Task Write(HttpContext http, object? value, JsonTypeInfo? declared) => http.Response.WriteAsJsonAsync(value, Contract(value?.GetType(), declared));

    private JsonTypeInfo Contract(Type? actual, JsonTypeInfo? declared)
    {
        if (actual is not null && declared is not null && declared.Type.IsAssignableFrom(actual))
        {
            if (actual == declared.Type || declared.Type.IsValueType || declared.PolymorphismOptions is not null)
            {
                return declared;
            }

            if (!options.TryGetTypeInfo(actual, out _))
            {
                return NearestBase(actual, declared);
            }
        }

        // Where no context has one, the serializer makes it: it writes a value as what it is, with the discriminator that a base of it asks for, as minimal APIs do.
        return options.GetTypeInfo(typeof(object));
    }

    /// <summary>Iterators, and derived types that are in no context, are written as what the handler declared, or as a class between that has a contract.</summary>
    private JsonTypeInfo NearestBase(Type actual, JsonTypeInfo declared)
    {
        for (var type = actual.BaseType; type is not null && type != typeof(object) && declared.Type.IsAssignableFrom(type); type = type.BaseType)
        {
            if (options.TryGetTypeInfo(type, out var known))
            {
                return known;
            }
        }

        return declared;
    }
}
