using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace Bolt.Behavior.Server;

/// <summary>Every type that goes over the wire.</summary>
[JsonSerializable(typeof(Note))]
[JsonSerializable(typeof(GuardAnswer))]
[JsonSerializable(typeof(ContextAnswer))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
internal sealed partial class ServerJson : JsonSerializerContext;
