using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bolt.Integration.Tests;

/// <summary>The authentication × guard matrix.</summary>
[BoltGroup("/matrix")]
public static class Matrix
{
    [BoltPost("/none/guard", Guards = [typeof(ScriptedGuard)])]
    public static string NoBackend(Calls calls) => Ran(calls);

    [BoltPost("/one/guard", Auth = [typeof(ScriptedA)], Guards = [typeof(ScriptedGuard)])]
    public static string OneBackend(Calls calls) => Ran(calls);

    [BoltPost("/one/async", Auth = [typeof(ScriptedA)], Guards = [typeof(ScriptedAsyncGuard)])]
    public static string OneBackendAsync(Calls calls) => Ran(calls);

    [BoltPost("/two/both", Auth = [typeof(ScriptedA), typeof(ScriptedB)], Guards = [typeof(IsAuthenticated), typeof(ScriptedAsyncGuard), typeof(ScriptedGuard)])]
    public static string Both(Calls calls, AuthContext auth) => Ran(calls) + auth.Backend;

    [BoltPost("/one/authenticated", Auth = [typeof(ScriptedA)], Guards = [typeof(IsAuthenticated)])]
    public static string Authenticated(Calls calls) => Ran(calls);

    [BoltPost("/one/staff", Auth = [typeof(ScriptedA)], Guards = [typeof(IsStaff)])]
    public static string Staff(Calls calls) => Ran(calls);

    [BoltPost("/one/any", Auth = [typeof(ScriptedA)], Guards = [typeof(AllowAny)])]
    public static string Any(Calls calls, AuthContext? auth) => Ran(calls) + auth?.Backend;

    [BoltPost("/two/authenticated", Auth = [typeof(ScriptedA), typeof(ScriptedB)], Guards = [typeof(IsAuthenticated)])]
    public static string Two(Calls calls, AuthContext auth) => Ran(calls) + auth.Backend;

    [BoltPost("/one/own", Auth = [typeof(ScriptedA)], Guards = [typeof(ScriptedGuard)])]
    public static string OwnGuardAndIdentity(Calls calls, AuthContext auth) => Ran(calls) + auth.Backend;

#pragma warning disable BOLT1001 // what an unguarded route does when the rule is silenced
    [BoltPost("/unguarded", Auth = [typeof(ScriptedA)])]
    public static string Unguarded(Calls calls) => Ran(calls);
#pragma warning restore BOLT1001

    private static string Ran(Calls calls)
    {
        calls.Count("ran");
        return "ran";
    }
}

/// <summary>JWT and the built-in guards.</summary>
[BoltGroup("/jwt", Auth = [typeof(JwtAuthentication)])]
public static class Tokens
{
    [BoltGet("/me", Guards = [typeof(IsAuthenticated)])]
    public static string Me(AuthContext auth, HttpContext http) => $"{auth.UserId} {auth.Backend} {http.User.FindFirst("sub")?.Value} {ReferenceEquals(auth.Principal, http.User)}";

    [BoltGet("/staff", Guards = [typeof(IsStaff)])]
    public static string Staff() => "staff";

    [BoltGet("/admin", Guards = [typeof(IsAdminUser)])]
    public static string Admin() => "admin";

    [BoltGet("/permission")]
    [HasPermission("a.read")]
    public static string Permission() => "permission";

    [BoltGet("/any")]
    [HasAnyPermission("a.read", "a.write")]
    public static string Any() => "any";

    [BoltGet("/all")]
    [HasAllPermissions("a.read", "a.write")]
    public static string All() => "all";

    [BoltGet("/user", Guards = [typeof(IsAuthenticated)])]
    public static string User([CurrentUser] AppUser user) => user.Username;

    [BoltGet("/user-or-null", Guards = [typeof(IsAuthenticated)])]
    public static string UserOrNull([CurrentUser] AppUser? user) => user?.Username ?? "nobody";

    [BoltGet("/lazy", Guards = [typeof(IsAuthenticated)])]
    public static async Task<string> Lazy(CurrentUser<AppUser> user, [CurrentUser] AppUser loaded, bool ask = false) =>
        ask ? $"{ReferenceEquals(await user.GetAsync(), loaded)}" : loaded.Username;

    [BoltGet("/lazy-only", Guards = [typeof(IsAuthenticated)])]
    public static async Task<string> LazyOnly(CurrentUser<AppUser> user, int times = 0)
    {
        AppUser? last = null;
        for (var i = 0; i < times; i++)
        {
            last = await user.GetAsync();
        }

        return last?.Username ?? "not asked";
    }
}

/// <summary>Binding and results.</summary>
[BoltGroup("/bind", Guards = [typeof(AllowAny)])]
public sealed class Binding(Resource resource, Calls calls) : IAsyncDisposable
{
    [BoltGet("/route/{id:int}/{name}")]
    public static string Route(int id, string name) => $"{id} {name}";

    [BoltGet("/query")]
    public static string Query(int page, string? text, DayOfWeek day = DayOfWeek.Monday, Guid? id = null, string sort = "new") => $"{page} {text} {day} {id} {sort}";

    [BoltGet("/header")]
    public static string Header([FromHeader(Name = "X-Number")] int number, [FromHeader(Name = "X-Text")] string? text) => $"{number} {text}";

    [BoltPost("/body")]
    public static Note Body(Note note) => note with { Id = note.Id + 1 };

    [BoltPut("/limit")]
    public static string Limit(Limit? limit) => limit is { } some ? $"{some.Max}" : "none";

    [BoltPost("/optional-body")]
    public static string OptionalBody(Note? note) => note?.Text ?? "none";

    [BoltPut("/body/{id:int}")]
    public static Results<Ok<Note>, NotFound> Put(int id, [FromBody] Note note) => id == note.Id ? TypedResults.Ok(note) : TypedResults.NotFound();

    [BoltGet("/instance")]
    public string Instance(CancellationToken cancellation) => resource is not null && cancellation.CanBeCanceled ? "instance" : "";

    [BoltGet("/list")]
    public static async Task<List<Note>> List()
    {
        await Task.Yield();
        return [new(1, "one")];
    }

    [BoltGet("/null")]
    public static Note? Null() => null;

    [BoltGet("/number")]
    public static ValueTask<int> Number() => new(42);

    [BoltDelete("/void")]
    public static void Void()
    {
    }

    [BoltGet("/object")]
    public static object? Object(string kind) => kind switch { "text" => "text", "result" => Results.StatusCode(418), "null" => null, _ => new Note(7, "object") };

    [BoltRoute("/several", "GET", "POST")]
    public static string Several(HttpRequest request) => request.Method;

    [BoltGet("/own")]
    [BoltHead("/own")]
    [BoltOptions("/own")]
    [BoltPatch("/own")]
    public static string Own() => "own";

    [BoltPost("/two-sources")]
    public static string ServiceAndBody(Note note, Calls services) => note.Text + (services is null);

    [BoltPost("/shape")]
    public static Shape Shape(Shape shape) => shape;

    public ValueTask DisposeAsync()
    {
        calls.Count("disposed");
        return default;
    }
}

/// <summary>What happens before the last guard passed.</summary>
public sealed class Order(Resource resource)
{
    [BoltPost("/order/guarded", Guards = [typeof(ScriptedGuard)])]
    public string Guarded(Note note) => note.Text + resource;

    [BoltGet("/order/hours", Guards = [typeof(ScriptedGuard)])]
    public static string Hours() => "open";
}

/// <summary>Endpoint filters.</summary>
public static class Filtered
{
    [BoltGet("/filtered/{id:int}", Auth = [typeof(ScriptedA)], Guards = [typeof(IsAuthenticated)])]
    public static string Text(int id) => $"handler {id}";

    [BoltPost("/filtered/task", Auth = [typeof(ScriptedA)], Guards = [typeof(IsAuthenticated)])]
    public static async Task<Note> Json(Note note)
    {
        await Task.Yield();
        return note;
    }

    [BoltGet("/filtered/void", Auth = [typeof(ScriptedA)], Guards = [typeof(IsAuthenticated)])]
    public static void Nothing(Calls calls) => calls.Count("void");
}
