namespace Faults.BOLT2010;

public static class F1
{
    [BoltGet("/f1", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny)])]
    public static string Get(AuthContext auth) => "ok"; // ! BOLT2010
}

public static class F2
{
    [BoltGet("/f2"), AllowAny]
    public static string Get(AuthContext auth) => "ok"; // ! BOLT2010
}

public static class F3
{
    [BoltGet("/f3"), AllowAny]
    public static string Get([CurrentUser] Person person) => "ok"; // ! BOLT2010
}

public static class F4
{
    [BoltPost("/f4", Guards = new[] { typeof(AllowAny) })]
    public static string Get(int page, AuthContext auth) => "ok"; // ! BOLT2010
}

[AllowAny]
public static class F5
{
    [BoltGet("/f5", Auth = [typeof(JwtAuthentication)])]
    public static string Get([CurrentUser] Person person) => "ok"; // ! BOLT2010
}

[BoltGroup("/f6", Guards = [typeof(AllowAny)])]
public static class F6
{
    [BoltGet("/a")]
    public static async Task<string> Get(AuthContext auth, CancellationToken cancellation) { await Task.Yield(); return "ok"; } // ! BOLT2010
}

public sealed class Person;

public static class F7
{
    [BoltGet("/f7"), AllowAny]
    public static string Get([AsParameters] Visitor visitor) => "ok"; // ! BOLT2010
}

public sealed record Visitor(int Page, AuthContext Auth);
