using Bolt.Benchmarks.Compile;

namespace Bolt.Benchmarks.Http;

/// <summary>Writes the routes of an application that has many, and what they need at start.</summary>
internal static class ManyRoutesFiles
{
    private const string Shared =
        """
        using System.Text.Json.Serialization;
        using Bolt;
        using Servers;
        using Shop.Api;

        namespace Servers;

        internal sealed class NoNotes : INotes
        {
            public Task<Note> Get(int id) => Task.FromResult(new Note(id, ""));
        }

        [JsonSerializable(typeof(Note))]
        internal sealed partial class NoteJson : JsonSerializerContext;

        """;

    private const string Register =
        """
                services.AddSingleton<INotes, NoNotes>();
                services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, NoteJson.Default));
        """;

    /// <summary>Writes files so that the application has <paramref name="routes"/> routes, <c>/me</c> counted.</summary>
    public static void Write(string server, int routes, string folder)
    {
        var isBolt = server == "BoltApp";
        var sources = isBolt ? RouteSources.Bolt(routes - 1, ownTypes: false) : RouteSources.Minimal(routes - 1, authorize: false, ownTypes: false);
        Directory.CreateDirectory(folder);
        foreach (var old in Directory.EnumerateFiles(folder, "*.cs"))
        {
            File.Delete(old);
        }

        for (var i = 0; i < sources.Count; i++)
        {
            File.WriteAllText(Path.Combine(folder, $"Routes{i}.cs"), sources[i]);
        }

        File.WriteAllText(Path.Combine(folder, "ManyRoutes.cs"), isBolt ? ForBolt : ForMinimalApi);
    }

    private static string ForBolt =>
        $$"""
        {{Shared}}
        internal sealed class NoUsers : IUserLoader<AppUser>
        {
            public ValueTask<AppUser?> FindAsync(string userId, CancellationToken cancellationToken) => new(new AppUser(userId, userId, false, false));
        }

        internal static partial class ManyRoutes
        {
            static partial void AddServices(IServiceCollection services)
            {
        {{Register}}
                services.AddBolt().AddUsers<AppUser, NoUsers>();
            }
        }
        """;

    private static string ForMinimalApi =>
        $$"""
        {{Shared.Replace("using Bolt;\n", "", StringComparison.Ordinal)}}
        internal static partial class ManyRoutes
        {
            static partial void AddServices(IServiceCollection services)
            {
        {{Register}}
            }

            static partial void AddRoutes(IEndpointRouteBuilder app) => Routes.Map(app);
        }
        """;
}
