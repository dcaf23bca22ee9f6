using Bolt;
using Microsoft.AspNetCore.Mvc;

namespace SessionsAndPages;

/// <summary>Signing in and out. The forms need no antiforgery token: Bolt looks at who sent them.</summary>
public sealed class Login(Database database)
{
    /// <summary>
    /// The guards send visitors here with <c>?next=</c>, members too who may not see a page: they may have another account. So a member is sent on only where there is no
    /// <c>next</c>; else the two would send the member to and fro.
    /// </summary>
    [BoltGet("/login", Guards = [typeof(AllowAny)])]
    public static async Task<IResult> Show(HttpContext http, [CurrentUser] Member? member, string? next) =>
        member is not null && next is null
            ? TypedResults.Redirect("/")
            : await FormAsync(http, next, member is null ? null : Html.Of($"""<p class="error">{member.Username} may not see that page. Sign in with another account, or go <a href="/">back</a>.</p>"""));

    [BoltPost("/login", Guards = [typeof(AllowAny)])]
    public async Task<IResult> SignIn(
        HttpContext http, [FromForm] string? username, [FromForm] string? password, [FromForm] string? keep, [FromForm] string? next, CancellationToken cancellationToken)
    {
        if (await database.VerifyPasswordAsync(username ?? "", password ?? "", cancellationToken) is not { } member)
        {
            return await FormAsync(http, next, $"""<p class="error">Name or password is wrong.</p>""", username, StatusCodes.Status422UnprocessableEntity);
        }

        await http.LoginAsync(member, new LoginOptions { Method = "password", Persistent = keep is not null });

        // Anyone can write a link to this page: only what is on this site is gone to.
        return TypedResults.Redirect(LocalUrl.OrDefault(next, "/"));
    }

    [BoltPost("/logout", Guards = [typeof(AllowAny)])]
    public static async Task<IResult> SignOut(HttpContext http)
    {
        await http.LogoutAsync();
        return TypedResults.Redirect("/login");
    }

    /// <summary>All sessions of the member, those included whose login is under way, and then this one with its cookie.</summary>
    [BoltPost("/logout/everywhere")]
    public static async Task<IResult> SignOutEverywhere(HttpContext http, AuthContext auth, BoltSessions sessions, CancellationToken cancellationToken)
    {
        await sessions.EndAllAsync(auth.UserId, auth.SessionId, cancellationToken);
        await http.LogoutAsync();
        return TypedResults.Redirect("/login");
    }

    private static Task<Microsoft.AspNetCore.Http.HttpResults.ContentHttpResult> FormAsync(HttpContext http, string? next, Html? message, string? username = null, int status = StatusCodes.Status200OK) =>
        Layout.PageAsync(
            http,
            "Sign in",
            $"""
             {message}
             <form method="post" action="/login">
             <label>Name <input name="username" value="{username}" autocomplete="username" required autofocus></label>
             <label>Password <input name="password" type="password" autocomplete="current-password" required></label>
             <label><input name="keep" type="checkbox"> Keep me signed in</label>
             <input name="next" type="hidden" value="{LocalUrl.OrDefault(next, "/")}">
             <button>Sign in</button>
             </form>
             """,
            status);
}
