using System.Text.Json.Serialization;

namespace Bolt.Benchmarks.Sessions;

/// <summary>What <c>GET /me</c> and <c>GET /theme</c> answer.</summary>
public sealed record Me(string Id, string Theme);

/// <summary>The measured routes: who is calling, and a value of the session beside it.</summary>
public static class Account
{
    [BoltGet("/me", Auth = [typeof(SessionAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static Me Me(AuthContext auth) => new(auth.UserId, "");

    [BoltGet("/theme", Auth = [typeof(SessionAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static async Task<Me> Theme(BoltSession session, AuthContext auth) => new(auth.UserId, await session.GetAsync("theme", "light"));

    [BoltPost("/login", Guards = [typeof(AllowAny)])]
    public static async Task Login(HttpContext http, BoltSession session)
    {
        await http.LoginAsync(new Ada());
        await session.SetAsync("theme", "dark");
        await session.SetAsync("visits", 1);
    }
}

/// <summary>Who calls.</summary>
internal sealed class Ada : IBoltUser
{
    public string Id => "user-0001";

    public string Username => "ada";

    public bool IsStaff => false;

    public bool IsSuperuser => false;
}

[JsonSerializable(typeof(Me))]
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
internal sealed partial class MeJson : JsonSerializerContext;
