using System.Globalization;
using System.Text;

namespace Bolt.Benchmarks.Compile;

/// <summary>
/// Routes of five shapes in equal parts, fifty to a file, as Bolt handlers and as the minimal-API calls a user would write instead: public text, a route value and a service,
/// a body and a permission, the current user, a query.
/// </summary>
internal static class RouteSources
{
    private const int RoutesPerFile = 50;

    private const string Usings =
        """
        using System;
        using System.Security.Claims;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Http.HttpResults;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Routing;

        """;

    private const string Types =
        """
        namespace Shop.Api
        {
            public sealed record Note(int Id, string Text);

            public interface INotes
            {
                Task<Note> Get(int id);

                Task<Note> Add(Note note);
            }
        }

        """;

    /// <summary>Bolt handlers and the types they use, one text per file.</summary>
    public static IReadOnlyList<string> Bolt(int routes)
    {
        var user =
            """
            namespace Shop.Api
            {
                public sealed record AppUser(string Id, string Username, bool IsStaff, bool IsSuperuser) : Bolt.IBoltUser;
            }
            """;
        return [.. Files(routes).Select(static f => BoltFile(f.File, f.Count)), $"{Usings}{Types}{user}"];
    }

    /// <summary>Minimal-API calls and the types they use, one text per file. <c>Shop.Api.Routes.Map</c> makes the calls.</summary>
    /// <param name="routes">How many.</param>
    /// <param name="authorize">Each call says who may call it.</param>
    public static IReadOnlyList<string> Minimal(int routes, bool authorize)
    {
        var calls = string.Concat(Files(routes).Select(static f => $"        Routes{f.File}.Map(app);\n"));
        var map = $"namespace Shop.Api\n{{\n    internal static class Routes\n    {{\n        public static void Map(IEndpointRouteBuilder app)\n        {{\n{calls}        }}\n    }}\n}}\n";
        return [.. Files(routes).Select(f => MinimalFile(f.File, f.Count, authorize)), $"{Usings}{Types}{map}"];
    }

    private static IEnumerable<(int File, int Count)> Files(int routes) =>
        Enumerable.Range(0, (routes + RoutesPerFile - 1) / RoutesPerFile).Select(f => (f, Math.Min(RoutesPerFile, routes - (f * RoutesPerFile))));

    private static string BoltFile(int file, int count)
    {
        var source = new StringBuilder($$"""
            {{Usings}}using Bolt;

            namespace Shop.Api;

            [BoltGroup("/notes{{file}}", Auth = [typeof(JwtAuthentication)])]
            public sealed class Notes{{file}}(INotes notes)
            {

            """);
        for (var i = 0; i < count; i++)
        {
            source.Append("    ").Append((i % 5) switch
            {
                0 => $$"""[BoltGet("/a{{i}}", Guards = [typeof(AllowAny)])] public static string Health{{i}}() => "ok";""",
                1 => $$"""[BoltGet("/b{{i}}/{id:int}", Guards = [typeof(IsAuthenticated)])] public Task<Note> Get{{i}}(int id) => notes.Get(id);""",
                2 => $$"""[BoltPost("/c{{i}}")] [HasPermission("notes.add")] public async Task<Created<Note>> Add{{i}}(Note note) => TypedResults.Created("/", await notes.Add(note));""",
                3 => $$"""[BoltGet("/d{{i}}", Guards = [typeof(IsAuthenticated)])] public static string Me{{i}}([CurrentUser] AppUser user) => user.Username;""",
                _ => $$"""[BoltGet("/e{{i}}", Guards = [typeof(IsStaff)])] public static Ok<Note> Find{{i}}([FromQuery] string? text, int page = 1) => TypedResults.Ok(new Note(page, text ?? ""));""",
            }).Append('\n');
        }

        return source.Append("}\n").ToString();
    }

    private static string MinimalFile(int file, int count, bool authorize)
    {
        var source = new StringBuilder($$"""
            {{Usings}}
            namespace Shop.Api;

            internal static class Routes{{file}}
            {
                public static void Map(IEndpointRouteBuilder app)
                {

            """);
        string Require(string policy) => authorize ? $".RequireAuthorization({policy})" : string.Empty;
        for (var i = 0; i < count; i++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"/notes{file}/");
            source.Append("        ").Append((i % 5) switch
            {
                0 => $$"""app.MapGet("{{path}}a{{i}}", () => "ok");""",
                1 => $$"""app.MapGet("{{path}}b{{i}}/{id:int}", (int id, INotes notes) => notes.Get(id)){{Require("")}};""",
                2 => $$"""app.MapPost("{{path}}c{{i}}", async (Note note, INotes notes) => TypedResults.Created("/", await notes.Add(note))){{Require("\"notes.add\"")}};""",
                3 => $$"""app.MapGet("{{path}}d{{i}}", (ClaimsPrincipal user) => user.Identity!.Name ?? ""){{Require("")}};""",
                _ => $$"""app.MapGet("{{path}}e{{i}}", ([FromQuery] string? text, int page = 1) => TypedResults.Ok(new Note(page, text ?? ""))){{Require("\"staff\"")}};""",
            }).Append('\n');
        }

        return source.Append("    }\n}\n").ToString();
    }
}
