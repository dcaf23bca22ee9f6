namespace Bolt.Generators.Tests;

/// <summary>Whole files, chosen so that each shows one decision of the emitter.</summary>
public sealed class EmissionTests
{
    [Fact]
    public void OneBackend() => Snapshot.Verify(BoltDriver.Run(
        """
        public sealed class Profile
        {
            [BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
            public static string Me(AuthContext auth) => auth.UserId;
        }
        """));

    [Fact]
    public void TwoBackendsInOrder() => Snapshot.Verify(BoltDriver.Run(
        """
        namespace Shop;

        public sealed class Keys : IAuthenticationBackend
        {
            public string Name => "keys";
            public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => default;
        }

        public static class Reports
        {
            [BoltGet("/reports", Auth = [typeof(JwtAuthentication), typeof(Keys)], Guards = [typeof(IsAuthenticated)])]
            public static IResult All() => Results.Ok();
        }
        """));

    [Fact]
    public void CookieBackends() => Snapshot.Verify(BoltDriver.Run(
        """
        namespace Shop;

        public class Session : ICookieAuthenticationBackend
        {
            public string Name => "session";
            public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => default;
        }

        public sealed class AdminSession : Session;

        public static class Carts
        {
            [BoltPost("/carts", Auth = [typeof(Session)], Guards = [typeof(IsAuthenticated)])]
            public static void Add() { }

            [BoltDelete("/carts", Auth = [typeof(Session), typeof(JwtAuthentication), typeof(AdminSession)], Guards = [typeof(IsStaff)])]
            public static void Clear() { }
        }
        """));

    [Fact]
    public void GuardsOfEveryLevelInOrder() => Snapshot.Verify(BoltDriver.Run(
        """
        [assembly: BoltDefaults(Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
        namespace Shop;

        public sealed class OfficeHours(int from, int to) : Guard
        {
            public string? Zone { get; set; }
            public override GuardResult Evaluate(GuardContext context) => context.Time.GetUtcNow().Hour >= from && context.Time.GetUtcNow().Hour < to ? GuardResult.Allow : default;
        }

        public sealed class OwnsDocument : AsyncGuard
        {
            public override ValueTask<GuardResult> EvaluateAsync(GuardContext context) => new(GuardResult.Allow);
        }

        [BoltGroup("/documents", Guards = [typeof(OwnsDocument)])]
        [OfficeHours(8, 18, Zone = "UTC \"quoted\" \\ {braces}")]
        public static class Documents
        {
            [BoltPut("/{id:guid}", Guards = [typeof(IsStaff)])]
            [HasAnyPermission("documents.write", "documents.admin")]
            public static void Save(Guid id) { }
        }
        """));

    [Fact]
    public void AllowAnyOnTheRouteClearsFartherLevels() => Snapshot.Verify(BoltDriver.Run(
        """
        [assembly: BoltDefaults(Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
        public static class Health
        {
            [BoltGet("/health", Auth = [], Guards = [typeof(AllowAny)])]
            public static string Get() => "ok";

            [BoltGet("/hello", Guards = [typeof(AllowAny)])]
            public static string Hello(AuthContext? auth) => auth?.UserId ?? "stranger";
        }
        """));

    [Fact]
    public void AttributesOfTheHandlerAreWrittenDown() => Snapshot.Verify(BoltDriver.Run(
        """
        public sealed class Limits
        {
            [BoltGet("/a", Guards = [typeof(IsAuthenticated)])]
            [Tags("slow", "old"), EndpointSummary("It is old.")]
            [Quota(5, Days = new[] { DayOfWeek.Friday }, Of = typeof(List<string>))]
            [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
            [System.Diagnostics.CodeAnalysis.SuppressMessage("a", "b")]
            [Open(true)]
            public static string All() => "";

            [BoltGet("/b", Guards = [typeof(AllowAny)])]
            [Private]
            public static string Reflected() => "";

            private sealed class PrivateAttribute : Attribute;
        }

        public sealed class QuotaAttribute(long perSecond) : Attribute
        {
            public DayOfWeek[]? Days { get; set; }
            public Type? Of { get; set; }
            public long PerSecond => perSecond;
        }

        public sealed class Open(bool always) : Guard
        {
            public override GuardResult Evaluate(GuardContext context) => always ? GuardResult.Allow : GuardResult.Unauthorized;
        }
        """));

    [Fact]
    public void NoGuardRefusesEveryRequest() => Snapshot.Verify(BoltDriver.Run(
        """
        public static class Forgotten
        {
            [BoltGet("/forgotten", Auth = [typeof(JwtAuthentication)])]
            public static string Get() => "never";
        }
        """));

    [Fact]
    public void BodyServicesAndUser() => Snapshot.Verify(BoltDriver.Run(
        """
        using Microsoft.Extensions.DependencyInjection;
        namespace Shop;

        public sealed record AppUser(string Id, string Username, bool IsStaff, bool IsSuperuser) : IBoltUser;
        public sealed record NewArticle(string Title);
        public sealed record Article(int Id, string Title);
        public interface IClock;

        public sealed class Articles(IClock clock, [FromKeyedServices("main")] IClock? other = null) : IDisposable
        {
            public void Dispose() { }

            [BoltPost("/articles", Name = "AddArticle", Summary = "Adds an article.", Tags = ["Articles"], Auth = [typeof(JwtAuthentication)])]
            [HasPermission("blog.add_article")]
            public async Task<Results<Created<Article>, BadRequest>> Add(NewArticle body, [CurrentUser] AppUser user, CancellationToken cancellation)
            {
                await Task.Delay(1, cancellation);
                return clock is null || other is null || user.IsStaff ? TypedResults.BadRequest() : TypedResults.Created("/articles/1", new Article(1, body.Title));
            }
        }
        """));

    [Fact]
    public void TextFromRouteQueryAndHeader() => Snapshot.Verify(BoltDriver.Run(
        """
        namespace Shop;

        public enum Order { Newest, Oldest }

        public sealed class Point
        {
            public static bool TryParse(string text, out Point value) { value = new(); return text.Length > 0; }
        }

        public static class Search
        {
            [BoltGet("/search/{tenant}/{page:int?}", Guards = [typeof(AllowAny)])]
            public static List<string> Find(
                string tenant, int? page, [FromQuery(Name = "q")] string text, [FromHeader(Name = "X-Trace")] Guid? trace,
                Order order = Order.Oldest, int size = 20, Point? near = null, string sort = "a\"b\\c", Uri? link = null) => [tenant];
        }
        """));

    [Fact]
    public void NestedTypesAndKeywordNames() => Snapshot.Verify(BoltDriver.Run(
        """
        namespace @class.@event;

        public static class Outer_Type
        {
            public sealed class @new(@new.@struct value)
            {
                public sealed class @struct;

                [BoltGet("/odd/{default}", Guards = [typeof(AllowAny)])]
                [BoltHead("/odd/{default}", Guards = [typeof(AllowAny)])]
                [BoltRoute("/any", Guards = [typeof(AllowAny)])]
                public string @return(string? @default) => @default ?? value.ToString()!;
            }
        }
        """));

    [Fact]
    public void ResultsOfEveryKind() => Snapshot.Verify(BoltDriver.Run(
        """
        [assembly: BoltDefaults(Guards = [typeof(AllowAny)])]
        public sealed record Item(int Id);
        public static class Kinds
        {
            [BoltGet("/void")] public static void Void() { }
            [BoltGet("/task")] public static Task Task_() => Task.CompletedTask;
            [BoltGet("/valuetask")] public static ValueTask ValueTask_() => default;
            [BoltGet("/json")] public static Item? Json() => null;
            [BoltGet("/json-task")] public static Task<Item?> JsonTask() => Task.FromResult<Item?>(null);
            [BoltGet("/json-list")] public static ValueTask<IReadOnlyList<string?>> JsonList() => default;
            [BoltGet("/text-task")] public static Task<string> TextTask() => Task.FromResult("");
            [BoltGet("/result-task")] public static Task<Ok<Item>> ResultTask() => Task.FromResult(TypedResults.Ok(new Item(1)));
            [BoltGet("/result")] public static IResult Result() => Results.Ok();
            [BoltGet("/object")] public static object? Object() => null;
            [BoltGet("/value")] public static int Value() => 1;
        }
        """));

    [Fact]
    public void ObjectsArraysAndTypesThatBindThemselves() => Snapshot.Verify(BoltDriver.Run(
        """
        using System.Reflection;
        using Microsoft.Extensions.Primitives;
        namespace Shop;

        public sealed record AppUser(string Id, string Username, bool IsStaff, bool IsSuperuser) : IBoltUser;
        public sealed record Item(int Id);
        public interface IClock;

        public sealed class Cart
        {
            public static ValueTask<Cart?> BindAsync(HttpContext http, ParameterInfo parameter) => default;
        }

        public readonly struct Span
        {
            public static ValueTask<Span?> BindAsync(HttpContext http) => default;
        }

        public sealed record Filter(int Id, AuthContext Auth, [FromHeader(Name = "X-Trace")] string? Trace, Cart Cart, IClock Clock, [FromQuery] int?[] Sizes, int Page = 1);

        public sealed class Paging
        {
            public required int Size { get; init; }
            public StringValues Sort { get; set; }
            public CancellationToken Cancellation { get; set; }
        }

        public static class Search
        {
            [BoltGet("/search/{id}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
            public static string Find([AsParameters] Filter filter, [AsParameters] Paging paging, string[] tags, DayOfWeek[] days, Span? span, [CurrentUser] AppUser user) => tags[0];
        }
        """));

    [Fact]
    public void Forms() => Snapshot.Verify(BoltDriver.Run(
        """
        namespace Shop;

        public sealed record Address(string Street, int? Number)
        {
            public string Country { get; set; } = "NL";
            public int[] Floors { get; init; } = [];
        }

        public static class Uploads
        {
            [BoltPost("/avatar", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
            public static string Avatar(IFormFile avatar, [FromForm] string title, [FromForm(Name = "n")] int[] numbers, IFormFile? other, AuthContext auth) => auth.UserId;

            [BoltPost("/address", Guards = [typeof(AllowAny)])]
            public static string Move([FromForm] Address address, IFormCollection all) => address.Street;

            [BoltPost("/raw", Guards = [typeof(AllowAny)])]
            public static Task Raw(System.IO.Stream body, CancellationToken cancellation) => body.CopyToAsync(System.IO.Stream.Null, cancellation);
        }
        """));

    [Fact]
    public void SessionsAndCallersWhoMayBeNobody() => Snapshot.Verify(BoltDriver.Run(
        """
        using System.Security.Claims;
        namespace Shop;

        public sealed record AppUser(string Id, string Username, bool IsStaff, bool IsSuperuser) : IBoltUser;
        public sealed record Page(BoltSession Session, string Name);

        [BoltGroup("/cart", Auth = [typeof(SessionAuthentication)], Guards = [typeof(AllowAny)])]
        public static class Carts
        {
            [BoltPost("/{item}")]
            public static async Task<string> Add(BoltSession session, string item, AuthContext? auth)
            {
                await session.SetAsync("item", item);
                return auth?.UserId ?? "";
            }

            [BoltGet("/items")]
            public static async IAsyncEnumerable<string> Items(BoltSession session)
            {
                yield return await session.GetAsync("item", "");
            }

            [BoltGet("/name")]
            public static string Name(ClaimsPrincipal user) => user.Identity?.Name ?? "";

            [BoltGet("/user")]
            public static string User([CurrentUser] AppUser? user) => user?.Username ?? "";

            [BoltGet("/login", Auth = [])]
            public static string Login([AsParameters] Page page, AuthContext? auth) => page.Name;

            [BoltGet("/token", Auth = [typeof(JwtAuthentication)])]
            public static string Token(AuthContext? auth) => "";
        }
        """));

    /// <summary>Handler types whose names differ only by dots and underscores, handlers called as generated classes are, and types of the user's called as aliases are.</summary>
    [Fact]
    public void NamesOfTheUsersOwnMeetNoGeneratedOnes()
    {
        var driver = BoltDriver.Run("""
            namespace A { public static class B_C { [BoltGet("/1", Guards = [typeof(AllowAny)])] public static string Routes() => ""; } }
            namespace A_B { public static class C { [BoltGet("/2", Guards = [typeof(AllowAny)])] public static string Routes_0() => ""; } }
            namespace A.B { public static class C { [BoltGet("/3", Guards = [typeof(AllowAny)])] public static string Handler() => ""; } }
            namespace Bolt.Generated
            {
                public static class Handler { [BoltGet("/4", Guards = [typeof(IsAuthenticated)])] public static string Map() => ""; }
                public static class Routes { [BoltGet("/5", Guards = [typeof(IsAuthenticated)])] public static string All() => ""; }
                public sealed class HttpContext;
                public sealed class Task;
                public sealed class BoltEndpoint;
                public sealed class JsonTypeInfo<T>;
            }
            """);
        Assert.Equal(5, driver.Output.Split("mapper.Map(new ").Length - 1);
    }
}
