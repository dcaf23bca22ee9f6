using Bolt;
using Microsoft.AspNetCore.Mvc;

namespace SessionsAndPages;

/// <summary>For those who may see the members. Others are sent to the login page, where they can sign in with another account.</summary>
[BoltGroup("/admin")]
[PermissionRequired("members.view")]
public sealed class Admin(Database database)
{
    [BoltGet("")]
    public async Task<IResult> Show(HttpContext http, CancellationToken cancellationToken)
    {
        var members = await database.AllAsync(cancellationToken);
        return await Layout.PageAsync(
            http,
            "Members",
            $"""<table>{members.Select(static m => Row(m))}</table>""");
    }

    /// <summary>Ends every session of a member; staff only, and only with a password that was entered lately.</summary>
    [BoltPost("/end", Guards = [typeof(IsStaff)])]
    [RecentLogin(Minutes = 30)]
    public static async Task<IResult> End(BoltSessions sessions, [FromForm] string id, CancellationToken cancellationToken)
    {
        await sessions.EndAllAsync(id, exceptSessionKey: null, cancellationToken);
        return TypedResults.Redirect("/admin");
    }

    private static Html Row(Member member) =>
        $"""
         <tr><td>{member.Username}</td>
         <td><form method="post" action="/admin/end"><input type="hidden" name="id" value="{member.Id}"><button>Sign out</button></form></td></tr>
         """;
}
