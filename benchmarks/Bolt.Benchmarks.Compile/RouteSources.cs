using System.Globalization;
using System.Text;

namespace Bolt.Benchmarks.Compile;

/// <summary>
/// Routes of five shapes in equal parts, fifty to a file, as Bolt handlers and as the minimal-API calls a user would write instead: public text, a route value and a service,
/// a body and a permission, the current user, a query. Bodies and answers are of a type of their own, as they are in a service; the Request Delegate Generator emits only one
/// piece of code for all routes that have the same types, so routes that share them would not be what a user has.
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
            }
        }

        """;

    /// <summary>Bolt handlers and the types they use, one text per file.</summary>
    /// <param name="routes">How many.</param>
    /// <param name="ownTypes">False: all share one type, and a serializer context stays short.</param>
    public static IReadOnlyList<string> Bolt(int routes, bool ownTypes = true)
    {
        var user =
            """
            namespace Shop.Api
            {
                public sealed record AppUser(string Id, string Username, bool IsStaff, bool IsSuperuser) : Bolt.IBoltUser;
            }
            """;
        return [.. Files(routes).Select(f => BoltFile(f.File, f.Count, ownTypes)), $"{Usings}{Types}{user}"];
    }

    /// <summary>Minimal-API calls and the types they use, one text per file. <c>Shop.Api.Routes.Map</c> makes the calls.</summary>
    /// <param name="routes">How many.</param>
    /// <param name="authorize">Each call says who may call it.</param>
    /// <param name="ownTypes">False: all share one type, and a serializer context stays short.</param>
    public static IReadOnlyList<string> Minimal(int routes, bool authorize, bool ownTypes = true)
    {
        var calls = string.Concat(Files(routes).Select(static f => $"        Routes{f.File}.Map(app);\n"));
        var map = $"namespace Shop.Api\n{{\n    internal static class Routes\n    {{\n        public static void Map(IEndpointRouteBuilder app)\n        {{\n{calls}        }}\n    }}\n}}\n";
        return [.. Files(routes).Select(f => MinimalFile(f.File, f.Count, authorize, ownTypes)), $"{Usings}{Types}{map}"];
    }

    private static IEnumerable<(int File, int Count)> Files(int routes) =>
        Enumerable.Range(0, (routes + RoutesPerFile - 1) / RoutesPerFile).Select(f => (f, Math.Min(RoutesPerFile, routes - (f * RoutesPerFile))));

    private static string BoltFile(int file, int count, bool ownTypes)
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
            var (taken, given) = Names(file, i, ownTypes);
            source.Append("    ").Append((i % 5) switch
            {
                0 => $$"""[BoltGet("/a{{i}}", Guards = [typeof(AllowAny)])] public static string Health{{i}}() => "ok";""",
                1 => $$"""[BoltGet("/b{{i}}/{id:int}", Guards = [typeof(IsAuthenticated)])] public async Task<{{given}}> Get{{i}}(int id) => new(id, (await notes.Get(id)).Text);""",
                2 => $$"""[BoltPost("/c{{i}}")] [HasPermission("notes.add")] public async Task<Created<{{given}}>> Add{{i}}({{taken}} body) => TypedResults.Created("/", new {{given}}(body.Id, (await notes.Get(body.Id)).Text));""",
                3 => $$"""[BoltGet("/d{{i}}", Guards = [typeof(IsAuthenticated)])] public static string Me{{i}}([CurrentUser] AppUser user) => user.Username;""",
                _ => $$"""[BoltGet("/e{{i}}", Guards = [typeof(IsStaff)])] public static Ok<{{given}}> Find{{i}}([FromQuery] string? text, int page = 1) => TypedResults.Ok(new {{given}}(page, text ?? ""));""",
            }).Append('\n');
        }

        return source.Append("}\n").Append(Records(file, count, ownTypes)).ToString();
    }

    private static string MinimalFile(int file, int count, bool authorize, bool ownTypes)
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
            var (taken, given) = Names(file, i, ownTypes);
            var path = string.Create(CultureInfo.InvariantCulture, $"/notes{file}/");
            source.Append("        ").Append((i % 5) switch
            {
                0 => $$"""app.MapGet("{{path}}a{{i}}", () => "ok");""",
                1 => $$"""app.MapGet("{{path}}b{{i}}/{id:int}", async (int id, INotes notes) => new {{given}}(id, (await notes.Get(id)).Text)){{Require("")}};""",
                2 => $$"""app.MapPost("{{path}}c{{i}}", async ({{taken}} body, INotes notes) => TypedResults.Created("/", new {{given}}(body.Id, (await notes.Get(body.Id)).Text))){{Require("\"notes.add\"")}};""",
                3 => $$"""app.MapGet("{{path}}d{{i}}", (ClaimsPrincipal user) => user.Identity!.Name ?? ""){{Require("")}};""",
                _ => $$"""app.MapGet("{{path}}e{{i}}", ([FromQuery] string? text, int page = 1) => TypedResults.Ok(new {{given}}(page, text ?? ""))){{Require("\"staff\"")}};""",
            }).Append('\n');
        }

        return source.Append("    }\n}\n").Append(Records(file, count, ownTypes)).ToString();
    }

    /// <summary>What route <paramref name="i"/> of a file takes and what it gives.</summary>
    private static (string Taken, string Given) Names(int file, int i, bool ownTypes) => ownTypes ? ($"In{file}_{i}", $"Out{file}_{i}") : ("Note", "Note");

    private static string Records(int file, int count, bool ownTypes) => !ownTypes
        ? string.Empty
        : string.Concat(Enumerable.Range(0, count).Select(i => $"public sealed record In{file}_{i}(int Id, string Text);\npublic sealed record Out{file}_{i}(int Id, string Text);\n"));
}
