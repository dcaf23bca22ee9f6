using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace Bolt.Endpoints.Responses;

/// <summary>Writes values whose type is known only when they come back: from filters, from <c>object</c> handlers, of derived types.</summary>
internal sealed class RuntimeTypeResults(JsonSerializerOptions options)
{
    public Task Write(HttpContext http, object? value)
    {
        if (value is null)
        {
            http.Response.ContentType = "application/json; charset=utf-8";
            return http.Response.WriteAsync("null");
        }

        return http.Response.WriteAsJsonAsync(value, options.GetTypeInfo(value.GetType()));
    }

    public Task WriteDerived<T>(HttpContext http, T value, JsonTypeInfo<T> declared) =>
        options.TryGetTypeInfo(value!.GetType(), out var actual)
            ? http.Response.WriteAsJsonAsync(value, actual)
            : http.Response.WriteAsJsonAsync(value, declared);
}
