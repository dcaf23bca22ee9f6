using System.Text.Json.Serialization;

namespace Servers;

/// <summary>What <c>GET /theme</c> answers: who is calling, and a value of the session.</summary>
public sealed record Themed(string Id, string Theme);

[JsonSerializable(typeof(Themed))]
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
internal sealed partial class SessionJson : JsonSerializerContext;

/// <summary>What the servers with sessions have in common beyond the others.</summary>
internal static class SessionServer
{
    public static WebApplicationBuilder Create(string[] args)
    {
        var builder = BenchServer.Create(args);
        builder.Services.ConfigureHttpJsonOptions(static o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, SessionJson.Default));
        return builder;
    }
}
