using System.Text.Json.Serialization.Metadata;
using Bolt.Endpoints.Responses;

namespace Bolt.Endpoints;

/// <content>What a route needs, found when it is mapped, so that what is missing stops the program at start and not a request later.</content>
public abstract partial class BoltEndpoint
{
    /// <summary>The contract of a type the route writes.</summary>
    protected JsonTypeInfo<T> Json<T>(BoltMapper mapper)
    {
        var json = mapper.Json<T>(Info);
        _declared = json;
        _isResponseBounded = json is not null && BufferedJson.IsBounded(json);
        _isResponseSealed = typeof(T) is { IsSealed: true, IsArray: false } && System.Nullable.GetUnderlyingType(typeof(T)) is null;
        return json!;
    }

    /// <summary>The contract of the body.</summary>
    protected JsonTypeInfo<T> Body<T>(BoltMapper mapper, string name)
    {
        mapper.NoteBody(this, name);
        return mapper.Body<T>(Info, name);
    }

    /// <summary>The contract of the body, or null where the type is registered as a service.</summary>
    protected JsonTypeInfo<T>? BodyUnlessService<T>(BoltMapper mapper, string name) => mapper.IsServiceParameter(typeof(T)) ? null : Body<T>(mapper, name);

    /// <summary>Says that a parameter is read from the body otherwise than as JSON.</summary>
    protected void TakesBody(BoltMapper mapper, string name) =>
        mapper.NoteBody(this, name);

    internal string? BodyName { get; set; }
}
