using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Bolt.Hosting;

/// <summary>
/// What ASP.NET Core itself writes for a handler, and describes of one: problem details, which its validation returns as any other result, and a stream of strings.
/// </summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(HttpValidationProblemDetails))]
[JsonSerializable(typeof(SseItem<string>))]
internal sealed partial class DescribedJson : JsonSerializerContext;
