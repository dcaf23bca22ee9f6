using Bolt;
using Microsoft.AspNetCore.Mvc;

namespace SessionsAndPages;

/// <summary>Another password ends every other session of the member.</summary>
[BoltGroup("/password")]
public sealed class Password(Database database)
{
    private const int MinimumLength = 12;

    [BoltGet("")]
    public static async Task<IResult> Show(HttpContext http) => await FormAsync(http, null);

    [BoltPost("")]
    public async Task<IResult> Change(
        HttpContext http, BoltSession session, [CurrentUser] Member member, [FromForm] string? current, [FromForm] string? password, CancellationToken cancellationToken)
    {
        if (await database.VerifyPasswordAsync(member.Username, current ?? "", cancellationToken) is null)
        {
            return await FormAsync(http, $"""<p class="error">The current password is wrong.</p>""");
        }

        if (password is not { Length: >= MinimumLength })
        {
            return await FormAsync(http, $"""<p class="error">The new password must have at least {MinimumLength} characters.</p>""");
        }

        // From here on the stamp is another one: no session of the old password is accepted. This one goes on, with a new key.
        var changed = await database.ChangePasswordAsync(member, password, cancellationToken);
        await http.RefreshLoginAsync(changed);
        await session.SetAsync(Layout.NoticeKey, "The password was changed, and you were signed out everywhere else.", cancellationToken);
        return TypedResults.Redirect("/");
    }

    private static Task<Microsoft.AspNetCore.Http.HttpResults.ContentHttpResult> FormAsync(HttpContext http, Html? message) => Layout.PageAsync(
        http,
        "Password",
        $"""
         {message}
         <form method="post" action="/password">
         <label>Current password <input name="current" type="password" autocomplete="current-password" required></label>
         <label>New password <input name="password" type="password" autocomplete="new-password" minlength="{MinimumLength}" required></label>
         <button>Change</button>
         </form>
         """,
        message is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
}
