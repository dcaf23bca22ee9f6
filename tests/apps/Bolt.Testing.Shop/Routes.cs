using Bolt;

namespace Bolt.Testing.Shop;

[BoltGroup("/orders", Auth = [typeof(JwtAuthentication), typeof(ApiKeyAuthentication)])]
public static class Orders
{
    public static int Deleted { get; private set; }

    [BoltGet("", Guards = [typeof(IsAuthenticated)])]
    [HasPermission("orders.read")]
    public static string List(AuthContext auth) => auth.UserId;

    [BoltGet("/{id:int:min(10)}", Guards = [typeof(IsAuthenticated)])]
    public static int Get(int id) => id;

    [BoltPost("")]
    [HasAllPermissions("orders.read", "orders.write")]
    public static string Add(IFormFile file) => file.Name;

    [BoltDelete("/{id:guid}")]
    [HasAnyPermission("orders.delete", "orders.write")]
    public static int Delete(Guid id) => Deleted += id == Guid.Empty ? 2 : 1;
}

[BoltGroup("/account", Auth = [typeof(SessionAuthentication)])]
public static class Account
{
    [BoltGet("", Guards = [typeof(LoginRequired)])]
    public static string Show(AuthContext auth) => auth.UserId;

    [BoltPost("/rights", Guards = [typeof(IsStaff)])]
    [HasPermission("orders.write")]
    [RecentLogin(Minutes = 5)]
    public static string Change(AuthContext auth) => auth.UserId;

    [BoltPost("/logout", Guards = [typeof(AllowAny)])]
    public static Task Logout(HttpContext http) => http.LogoutAsync();

    [BoltPost("/renew", Guards = [typeof(IsAuthenticated)])]
    public static Task Renew([CurrentUser] Customer user, HttpContext http) => http.RefreshLoginAsync(user);
}

[BoltGroup("/other")]
public static class Other
{
    [BoltGet("/open", Guards = [typeof(AllowAny)])]
    public static string Open() => "open";

    [BoltGet("/optional", Auth = [typeof(JwtAuthentication), typeof(SessionAuthentication)], Guards = [typeof(AllowAny)])]
    public static string Optional(AuthContext? auth) => auth?.UserId ?? "nobody";

    [BoltGet("/partner", Auth = [typeof(PartnerJwt)])]
    [Requires("tenant", "acme", "umbrella")]
    [Requires("blocked", Match = ClaimMatch.None)]
    public static string Partner(AuthContext auth) => auth.UserId;

    [BoltGet("/word", Auth = [typeof(Handshake)])]
    [HasPermission("orders.read")]
    public static string Word(AuthContext auth) => auth.UserId;

    [BoltGet("/hours", Auth = [typeof(JwtAuthentication)], Guards = [typeof(OfficeHours), typeof(IsAuthenticated)])]
    public static string Hours() => "open";

    [BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Me([CurrentUser] Customer user) => user.Id;

    [BoltGet(@"/codes/{code:regex(^[A-Z]{{2}}-\d$)}", Guards = [typeof(AllowAny)])]
    public static string Code(string code) => code;
}
