using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Pipelines;

namespace Bolt.Endpoints.Mapping;

/// <summary>The few kinds of body there are.</summary>
internal sealed class BodyMetadata : IBoltBodyMetadata
{
    public static readonly BodyMetadata Files = new("multipart/form-data");

    public static readonly BodyMetadata Form = new("multipart/form-data", "application/x-www-form-urlencoded");

    private static readonly BodyMetadata Json = new("application/json");
    private static readonly BodyMetadata Octets = new("application/octet-stream");

    private BodyMetadata(params string[] contentTypes) => ContentTypes = contentTypes;

    public IReadOnlyList<string> ContentTypes { get; }

    /// <summary>The body that a parameter of this type is read from.</summary>
    public static BodyMetadata Of(Type type) => type == typeof(Stream) || type == typeof(PipeReader) ? Octets : Json;

    public override string ToString() => string.Join(", ", ContentTypes);
}
