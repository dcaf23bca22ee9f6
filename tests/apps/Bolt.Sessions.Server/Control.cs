using Bolt.Behavior.Server;
using Bolt.Integration.Tests;

namespace Bolt.Sessions.Server;

/// <summary>What the tests need to see and to move.</summary>
[BoltGroup("/control", Guards = [typeof(AllowAny)])]
internal static class Control
{
    [BoltPost("/clock")]
    public static void Advance(double seconds, Clock clock) => clock.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Everything as at the start, but for the time and what sessions there are.</summary>
    [BoltPost("/reset")]
    public static void Reset(Members members, ISessionStore sessions, IRefreshTokenStore families)
    {
        members.All.Clear();
        foreach (var id in new[] { "1", "2", "staff" })
        {
            members.All.Add(id, new Member(id, "a"));
        }

        members.IsDown = false;
        Sessions("up", sessions);
        Families("up", families);
    }

    /// <summary>Changes a user; without a stamp, the user is gone.</summary>
    [BoltPost("/member/{id}")]
    public static void Change(string id, Members members, string? stamp = null, string? permissions = null)
    {
        members.All.Remove(id);
        if (stamp is not null)
        {
            members.All.Add(id, new Member(id, stamp) { Permissions = permissions is null ? PermissionSet.Empty : PermissionSet.Create(permissions.Split(',')) });
        }
    }

    [BoltPost("/users/{state}")]
    public static void Users(string state, Members members) => members.IsDown = state == "down";

    [BoltPost("/sessions/{state}")]
    public static void Sessions(string state, ISessionStore store)
    {
        var counting = (CountingStore)store;
        (counting.IsDown, counting.FailsWrites) = (state == "down", state == "readonly");
    }

    [BoltPost("/families/{state}")]
    public static void Families(string state, IRefreshTokenStore store) => ((CountingFamilies)store).IsDown = state == "down";

    /// <summary>How often the session store and the users were asked.</summary>
    [BoltGet("/calls")]
    public static string Asked(Members members, ISessionStore store) => $"{((CountingStore)store).Calls} {members.Loads}";

    [BoltGet("/writes")]
    public static string Writes(IRefreshTokenStore store) => $"{((CountingFamilies)store).Writes}";

    /// <summary>Who calls with an access token.</summary>
    [BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)], InheritGuards = false)]
    public static string Me(AuthContext auth) => auth.UserId;
}
