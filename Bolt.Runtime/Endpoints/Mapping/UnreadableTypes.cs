using System;
using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Bolt.Endpoints.Mapping;

/// <summary>
/// Interfaces and abstract classes that nothing can be made of. As a handler's parameter such a type is a service that was not registered; taken for a body, every request would be refused, and
/// nobody would know why.
/// </summary>
internal static class UnreadableTypes
{
    /// <summary>JSON can be read into no value of the type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="contract">Its contract, where one is known.</param>
    public static bool IsUnreadable(Type type, JsonTypeInfo? contract) =>
        (type.IsInterface || type.IsAbstract) && contract switch
        {
            // Without a contract what the type says of itself has to do. A contract that is missing is said elsewhere.
            null => !typeof(IEnumerable).IsAssignableFrom(type) && !type.IsDefined(typeof(JsonPolymorphicAttribute), inherit: false)
                && !type.IsDefined(typeof(JsonDerivedTypeAttribute), inherit: false) && !type.IsDefined(typeof(JsonConverterAttribute), inherit: false),
            { PolymorphismOptions: not null } => false,
            { Kind: JsonTypeInfoKind.Object } => !CanRead(contract, "{}"),
            { Kind: JsonTypeInfoKind.Dictionary } => !CanRead(contract, "{}"),
            { Kind: JsonTypeInfoKind.Enumerable } => !CanRead(contract, "[]"),
            // A converter of the application's.
            _ => false,
        };

    /// <summary>Tried, because contracts do not say it: for <c>IList&lt;T&gt;</c> a list is made, for an interface of one's own nothing is. No code of the application runs: there is no constructor to call.</summary>
    private static bool CanRead(JsonTypeInfo contract, string json)
    {
        try
        {
            _ = JsonSerializer.Deserialize(json, contract);
            return true;
        }
        catch (NotSupportedException)
        {
            return false;
        }
        catch (JsonException)
        {
            // It could be made: something in it is required.
            return true;
        }
    }
}
