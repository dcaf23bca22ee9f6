using System.Text;

namespace Bolt.Generators.Tests;

/// <summary>Compiling what is generated costs more than generating it, so its size is a budget.</summary>
public sealed class BudgetTests
{
    private const int BytesPerRoute = 2048;

    /// <summary>Five shapes in equal parts, ten classes: what a service looks like.</summary>
    [Fact]
    public void EmittedTextPerRoute()
    {
        const int routes = 500;
        var sources = Enumerable.Range(0, 10).Select(static file => Handlers(file, routes / 10)).Append(
            """
            namespace Shop.Api;
            public sealed record Note(int Id, string Text);
            public sealed record AppUser(string Id, string Username, bool IsStaff, bool IsSuperuser) : IBoltUser;
            public interface INotes { Task<Note> Get(int id); Task<Note> Add(Note note); }
            """);
        var driver = BoltDriver.Run([.. sources]);
        var bytes = driver.Files.Values.Sum(static f => Encoding.UTF8.GetByteCount(f));
        TestContext.Current.TestOutputHelper!.WriteLine($"{bytes / routes} bytes per route");
        Assert.InRange(bytes / routes, 1, BytesPerRoute);
    }

    private static string Handlers(int file, int count)
    {
        var source = new StringBuilder($$"""
            namespace Shop.Api;
            [BoltGroup("/notes{{file}}", Auth = [typeof(JwtAuthentication)])]
            public sealed class Notes{{file}}(INotes notes)
            {
            """);
        for (var i = 0; i < count; i++)
        {
            source.Append((i % 5) switch
            {
                0 => $$"""
                    [BoltGet("/a{{i}}", Guards = [typeof(AllowAny)])] public static string Health{{i}}() => "ok";
                    """,
                1 => $$"""
                    [BoltGet("/b{{i}}/{id:int}", Guards = [typeof(IsAuthenticated)])] public Task<Note> Get{{i}}(int id) => notes.Get(id);
                    """,
                2 => $$"""
                    [BoltPost("/c{{i}}")] [HasPermission("notes.add")] public async Task<Created<Note>> Add{{i}}(Note note) => TypedResults.Created("/", await notes.Add(note));
                    """,
                3 => $$"""
                    [BoltGet("/d{{i}}", Guards = [typeof(IsAuthenticated)])] public static string Me{{i}}([CurrentUser] AppUser user) => user.Username;
                    """,
                _ => $$"""
                    [BoltGet("/e{{i}}", Guards = [typeof(IsStaff)])] public static Ok<Note> Find{{i}}([FromQuery] string? text, int page = 1) => TypedResults.Ok(new Note(page, text ?? ""));
                    """,
            }).Append('\n');
        }

        return source.Append('}').ToString();
    }
}
