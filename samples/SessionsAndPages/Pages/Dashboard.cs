using Bolt;

namespace SessionsAndPages;

/// <summary>The first page behind the login.</summary>
public static class Dashboard
{
    [BoltGet("/")]
    public static async Task<IResult> Show(HttpContext http, BoltSession session, [CurrentUser] Member member)
    {
        // Set by the page before; shown once, whichever of two tabs comes first.
        Html? notice = await session.PopAsync<string>(Layout.NoticeKey) is { } text ? Html.Of($"""<p class="notice">{text}</p>""") : null;
        return await Layout.PageAsync(http, "Dashboard", $"{notice}<p>Welcome, {member.Username}.</p>");
    }
}
