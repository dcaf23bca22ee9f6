using System.Text.Json;
using System.Text.Json.Serialization;

namespace BoltApi._1;

/// <summary>Every type that goes over the wire. The build names one that is missing, and the light bulb adds it.</summary>
[JsonSerializable(typeof(Note))]
[JsonSerializable(typeof(Note[]))]
[JsonSerializable(typeof(NewNote))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class AppJson : JsonSerializerContext;
