using Bolt;

namespace Servers;

public sealed class Account
{
    [BoltGet("/me", Auth = [typeof(SessionAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static Me Me(AuthContext auth) => new(auth.UserId);

    [BoltGet("/theme", Auth = [typeof(SessionAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static async Task<Themed> Theme(BoltSession session, AuthContext auth) => new(auth.UserId, await session.GetAsync("theme", "light"));

    [BoltPost("/login", Guards = [typeof(AllowAny)])]
    public static async Task Login(HttpContext http, BoltSession session)
    {
        await http.LoginAsync(new Caller());
        await session.SetAsync("theme", "dark");
        await session.SetAsync("visits", 1);
    }

    private sealed class Caller : IBoltUser
    {
        public string Id => BenchServer.User;

        public string Username => "ada";

        public bool IsStaff => false;

        public bool IsSuperuser => false;
    }
}
