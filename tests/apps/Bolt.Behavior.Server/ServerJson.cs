using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace Bolt.Behavior.Server;

/// <summary>Every type that goes over the wire.</summary>
[JsonSerializable(typeof(Note))]
[JsonSerializable(typeof(GuardAnswer))]
[JsonSerializable(typeof(ContextAnswer))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(IEnumerable<Note>))]
[JsonSerializable(typeof(IAsyncEnumerable<Note>))]
[JsonSerializable(typeof(Pet))]
[JsonSerializable(typeof(INamed))]
[JsonSerializable(typeof(Shape))]
[JsonSerializable(typeof(byte[]))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
internal sealed partial class ServerJson : JsonSerializerContext;
