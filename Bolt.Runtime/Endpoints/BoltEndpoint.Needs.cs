using System;
using System.Text.Json.Serialization.Metadata;
using Bolt.Endpoints.Responses;

namespace Bolt.Endpoints;

/// <content>What a route needs, found when it is mapped, so that what is missing stops the program at start and not a request later.</content>
public abstract partial class BoltEndpoint
{
    /// <summary>The contract of a type the route writes.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="mapper">The mapper.</param>
    protected JsonTypeInfo<T> Json<T>(BoltMapper mapper)
    {
        ArgumentNullException.ThrowIfNull(mapper);
        var json = mapper.Json<T>(Info);
        _isAnswerBounded = json is not null && BufferedJson.IsBounded(json);
        return json!;
    }

    /// <summary>The contract of the body.</summary>
    /// <typeparam name="T">The body parameter's type.</typeparam>
    /// <param name="mapper">The mapper.</param>
    /// <param name="name">The parameter's name.</param>
    protected JsonTypeInfo<T> Body<T>(BoltMapper mapper, string name)
    {
        ArgumentNullException.ThrowIfNull(mapper);
        mapper.NoteBody(this, name);
        return mapper.Json<T>(Info);
    }

    /// <summary>The contract of the body, or null where the type is registered as a service.</summary>
    /// <typeparam name="T">The parameter's type.</typeparam>
    /// <param name="mapper">The mapper.</param>
    /// <param name="name">The parameter's name.</param>
    protected JsonTypeInfo<T>? BodyUnlessService<T>(BoltMapper mapper, string name)
    {
        ArgumentNullException.ThrowIfNull(mapper);
        return mapper.IsService(typeof(T)) ? null : Body<T>(mapper, name);
    }

    /// <summary>A service the route cannot do without.</summary>
    /// <typeparam name="T">The service.</typeparam>
    /// <param name="mapper">The mapper.</param>
    protected void Needs<T>(BoltMapper mapper)
    {
        ArgumentNullException.ThrowIfNull(mapper);
        mapper.NeedsService(typeof(T), Info);
    }

    /// <summary>Says that a parameter is read from the body otherwise than as JSON.</summary>
    /// <param name="mapper">The mapper.</param>
    /// <param name="name">The parameter's name.</param>
    protected void TakesBody(BoltMapper mapper, string name)
    {
        ArgumentNullException.ThrowIfNull(mapper);
        mapper.NoteBody(this, name);
    }

    internal string? BodyName { get; set; }
}
