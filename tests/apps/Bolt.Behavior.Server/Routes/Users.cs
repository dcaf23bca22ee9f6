namespace Bolt.Behavior.Server;

/// <summary>Users, loaded or not.</summary>
[BoltGroup("/users", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
internal static class Users
{
    [BoltGet("/me")]
    public static string Me([CurrentUser] AppUser user) => user.Username;

    [BoltGet("/me-or-nobody")]
    public static string MeOrNobody([CurrentUser] AppUser? user) => user?.Username ?? "nobody";

    [BoltGet("/lazy")]
    public static async Task<string> Lazy(CurrentUser<AppUser> user, int times = 0)
    {
        AppUser? last = null;
        for (var i = 0; i < times; i++)
        {
            last = await user.GetAsync();
        }

        return last?.Username ?? "not asked";
    }

    [BoltGet("/both")]
    public static async Task<string> Both(CurrentUser<AppUser> user, [CurrentUser] AppUser loaded) => $"{ReferenceEquals(await user.GetAsync(), loaded)}";
}
