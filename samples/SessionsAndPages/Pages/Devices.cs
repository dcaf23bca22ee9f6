using Bolt;
using Microsoft.AspNetCore.Mvc;

namespace SessionsAndPages;

/// <summary>Where the member is signed in, and ending it there.</summary>
[BoltGroup("/devices")]
public static class Devices
{
    [BoltGet("")]
    public static async Task<IResult> Show(HttpContext http, AuthContext auth, BoltSessions sessions, CancellationToken cancellationToken)
    {
        var rows = new List<Html>();
        await foreach (var session in sessions.ListAsync(auth.UserId, cancellationToken))
        {
            Html action = session.SessionKey == auth.SessionId
                ? Html.Of($"this device")
                : Html.Of($"""<form method="post" action="/devices/end"><input type="hidden" name="key" value="{session.SessionKey}"><button>Sign out</button></form>""");
            rows.Add($"<tr><td>{session.Device}</td><td>{session.AuthenticatedAt}</td><td>{session.LastSeenAt}</td><td>{action}</td></tr>\n");
        }

        return await Layout.PageAsync(
            http,
            "My devices",
            $"""
             <table>
             <tr><th>Browser</th><th>Signed in</th><th>Last seen</th><th></th></tr>
             {rows}
             </table>
             <form method="post" action="/logout/everywhere"><button>Sign out everywhere</button></form>
             """);
    }

    /// <summary>The key is public, so it is looked for among the member's own only.</summary>
    [BoltPost("/end")]
    public static async Task<IResult> End(AuthContext auth, BoltSessions sessions, [FromForm] string key, CancellationToken cancellationToken) =>
        await sessions.EndAsync(auth.UserId, key, cancellationToken) ? TypedResults.Redirect("/devices") : TypedResults.NotFound();
}
