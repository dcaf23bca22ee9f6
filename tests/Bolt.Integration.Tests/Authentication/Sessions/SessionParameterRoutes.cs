using System.Net.WebSockets;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Bolt.Integration.Tests;

/// <summary>Handlers that take the session, or who is calling.</summary>
[BoltGroup("/session/p", Auth = [typeof(SessionAuthentication)], Guards = [typeof(AllowAny)])]
public static class SessionParameterRoutes
{
    [BoltPost("/visit")]
    public static async Task<string> Visit(BoltSession session, string theme = "light")
    {
        var visits = await session.GetAsync("visits", 0) + 1;
        await session.SetAsync("visits", visits);
        await session.SetAsync("theme", theme);
        return $"{theme} {visits}";
    }

    [BoltGet("/unused")]
    public static string Unused(BoltSession session) => session.GetType().Name;

    [BoltGet("/key")]
    public static string Key(BoltSession session) => session.SessionKey ?? "null";

    [BoltGet("/state")]
    public static async Task<string> State(BoltSession session) => $"{session.SessionKey is null} {(await session.KeysAsync()).Count} {session}";

    [BoltGet("/object")]
    public static async Task<string> Object([AsParameters] SessionPage page) => page.Name + await page.Session.GetAsync("theme", "none");

    [BoltGet("/both")]
    public static string Both(BoltSession session, HttpContext http) => $"{ReferenceEquals(session, http.GetBoltSession())}";

    [BoltPost("/body")]
    public static async Task<string> Body(Note note, BoltSession session)
    {
        await session.SetAsync("note", note.Text);
        return note.Text;
    }

    [BoltPost("/stream")]
    public static async IAsyncEnumerable<string> Stream(BoltSession session)
    {
        await session.SetAsync("streamed", 1);
        yield return "a";
        yield return await session.GetAsync("streamed", 0) + "";
    }

    [BoltPost("/stream-late")]
    public static async IAsyncEnumerable<string> StreamLate(BoltSession session)
    {
        // More than is buffered.
        yield return new string('a', 100_000);
        yield return "b";
        var said = "written";
        try
        {
            await session.SetAsync("late", 1);
        }
        catch (InvalidOperationException)
        {
            said = "refused";
        }

        yield return said;
    }

    [BoltPost("/file")]
    public static async Task<Stream> File(BoltSession session, ClosedStreams closed)
    {
        await session.SetAsync("file", 1);
        return new CountedStream(closed);
    }

    [BoltPost("/file-object")]
    public static async Task<object?> FileObject(BoltSession session, ClosedStreams closed)
    {
        await session.SetAsync("file", 1);
        return new CountedStream(closed);
    }

    [BoltPost("/redirect")]
    public static async Task<IResult> Redirect(BoltSession session)
    {
        await session.SetAsync("message", "saved");
        return Results.Redirect("/session/get/message");
    }

    [BoltPost("/push")]
    public static async Task<IResult> Push(BoltSession session)
    {
        await session.SetAsync("pushed", 1);
        return Results.Stream(static stream => stream.WriteAsync("pushed"u8.ToArray()).AsTask());
    }

    [BoltGet("/page", Auth = [])]
    public static async Task<string> Page(BoltSession session, AuthContext? auth) => $"{await session.GetAsync("theme", "none")} {auth?.UserId}";

    [BoltGet("/unused-page", Auth = [])]
    public static string UnusedPage(BoltSession session) => session.GetType().Name;

    [BoltPost("/unused-page", Auth = [])]
    public static string PostUnusedPage(BoltSession session) => session.GetType().Name;

    [BoltGet("/guarded", Guards = [typeof(IsAuthenticated)])]
    public static async Task<string> Guarded(BoltSession session, AuthContext auth) => auth.UserId + await session.GetAsync("theme", "none");

    [BoltPost("/token", Auth = [typeof(JwtAuthentication)])]
    public static string Token(BoltSession session, AuthContext? auth) => $"{session.GetType().Name} {auth?.UserId}";

    [BoltPost("/admin", Auth = [typeof(AdminSession)])]
    public static async Task Admin(BoltSession session) => await session.SetAsync("admin", 1);

    [BoltGet("/caller")]
    public static string Caller(AuthContext? auth) => auth?.UserId ?? "nobody";

    [BoltRoute("/who")]
    public static string Who(AuthContext? auth) => auth?.UserId ?? "nobody";

    [BoltPost("/logout-missing")]
    public static async Task<IResult> LogoutMissing(HttpContext http)
    {
        await http.LogoutAsync();
        return Results.NotFound();
    }

    [BoltGet("/caller-object")]
    public static string CallerObject([AsParameters] CallerPage page) => page.Auth?.UserId ?? "nobody";

    [BoltGet("/principal")]
    public static string Principal(ClaimsPrincipal user) => user.Identity?.Name ?? "nobody";

    [BoltGet("/user")]
    public static string User([CurrentUser] Member? user) => user?.Id ?? "nobody";

    [BoltGet("/lazy")]
    public static async Task<string> Lazy(CurrentUser<Member> user)
    {
        var (one, two) = (await user.GetAsync(), await user.GetAsync());
        return one is null ? "nobody" : $"{one.Id} {ReferenceEquals(one, two)}";
    }

    [BoltGet("/required")]
#pragma warning disable BOLT2010 // what a handler that promises a caller comes to
    public static string Required(AuthContext auth) => auth.UserId;
#pragma warning restore BOLT2010

    [BoltGet("/either", Auth = [typeof(JwtAuthentication), typeof(SessionAuthentication)])]
    public static string Either(AuthContext? auth) => auth?.UserId ?? "nobody";

    [BoltGet("/either-way", Auth = [typeof(SessionAuthentication), typeof(JwtAuthentication)])]
    public static string EitherWay(AuthContext? auth) => auth?.UserId ?? "nobody";

    [BoltGet("/nobody")]
    public static string Nobody(HttpContext http) => "a page for anybody" + http.Request.Path;

    [BoltGet("/devices", Auth = [typeof(JwtAuthentication)])]
    public static async Task<string> Devices(BoltSessions sessions, AuthContext? auth) => $"{await sessions.ListAsync(auth?.UserId ?? "1").CountAsync()}";

    [BoltPost("/end-all", Auth = [typeof(JwtAuthentication)])]
    public static async Task<string> EndAll(BoltSessions sessions, AuthContext? auth) => $"{await sessions.EndAllAsync(auth?.UserId ?? "1")}";

    [BoltPost("/end/{key}", Auth = [typeof(JwtAuthentication)])]
    public static async Task<string> End(BoltSessions sessions, string key, AuthContext? auth) => $"{await sessions.EndAsync(auth?.UserId ?? "1", key)}";

    [BoltPost("/login/{id}")]
    public static async Task<string> LoginMade(HttpContext http, string id, int seconds = 0, bool persistent = false)
    {
        await http.LoginAsync(new Member(id, "a"), new LoginOptions { AbsoluteTimeout = seconds == 0 ? null : TimeSpan.FromSeconds(seconds), Persistent = persistent });
        return http.GetAuthContext()?.UserId ?? "nobody";
    }

    [BoltPost("/login-wrong")]
    public static IResult LoginWrong() => Results.Unauthorized();

    [BoltPost("/commit")]
    public static async Task<string> Commit(BoltSession session)
    {
        await session.SetAsync("a", "committed");
        return $"{await session.CommitAsync()} {await session.GetAsync<string>("a")} {(await session.KeysAsync()).Count}";
    }

    [BoltPost("/nested")]
    public static async Task<string> Nested(BoltSession session)
    {
        if (await session.GetAsync<List<string>>("list") is not { } list)
        {
            await session.SetAsync("list", new List<string> { "one" });
            return "set";
        }

        list.Add("changed in place");
        return $"{(await session.GetAsync<List<string>>("list"))!.Count}";
    }

    [BoltPost("/text")]
    public static async Task Text(BoltSession session, string value) => await session.SetAsync("text", value);

    [BoltGet("/text")]
    public static async Task<string?> Text(BoltSession session) => await session.GetAsync<string>("text");

    [BoltGet("/picky")]
    public static async Task<string> Picky(BoltSession session) => (await session.GetAsync<Picky>("text"))?.Number + "default";

    /// <summary>Says after each message whether the session still lives.</summary>
    [BoltRoute("/socket", Guards = [typeof(IsAuthenticated)])]
    public static async Task Socket(HttpContext http, BoltSession session)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            return;
        }

        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[16];
        while ((await socket.ReceiveAsync(buffer, http.RequestAborted)).MessageType != WebSocketMessageType.Close)
        {
            var said = await session.IsAliveAsync(http.RequestAborted) ? "alive" : "ended";
            await socket.SendAsync(Encoding.UTF8.GetBytes(said), WebSocketMessageType.Text, endOfMessage: true, http.RequestAborted);
        }

        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, http.RequestAborted);
    }

    /// <summary>Where a request is sent on to: what was set before, and a value of its own.</summary>
    [BoltRoute("/error-page")]
    public static async Task<string> ErrorPage(BoltSession session)
    {
        var before = string.Join(' ', (await session.KeysAsync()).Order(StringComparer.Ordinal));
        await session.SetAsync("by the page", 1);
        return "page sees: " + before;
    }
}

public sealed record SessionPage(BoltSession Session, string Name);

public sealed record CallerPage(AuthContext? Auth);

/// <summary>A type that does not take everything that is JSON.</summary>
public sealed record Picky
{
    public Picky(int number) => Number = number > 100 ? number : throw new ArgumentOutOfRangeException(nameof(number));

    public int Number { get; }
}

/// <summary>How many streams have been disposed, and how often one was read.</summary>
public sealed class ClosedStreams
{
    public int Closed { get; set; }

    public int Read { get; set; }
}

public sealed class CountedStream(ClosedStreams closed) : MemoryStream("a file"u8.ToArray())
{
    private bool _isClosed;

    public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        closed.Read++;
        return base.CopyToAsync(destination, bufferSize, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        closed.Closed += _isClosed ? 0 : 1;
        _isClosed = true;
        base.Dispose(disposing);
    }
}
