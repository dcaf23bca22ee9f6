namespace Faults.BOLT2005;

public static class F1
{
    [BoltGet("/f1", Auth = [typeof(string)], Guards = [typeof(AllowAny)])] // ! BOLT2005
    public static string Get(AuthContext? auth) => "ok";
}

public static class F2
{
    [BoltGet("/f2", Auth = [typeof(JwtAuthentication), typeof(IsStaff)], Guards = [typeof(AllowAny)])] // ! BOLT2005
    public static string Get(AuthContext? auth) => "ok";
}

public static class F3
{
    [BoltGet("/f3", Auth = new[] { typeof(IAuthenticationBackend) }, Guards = [typeof(AllowAny)])] // ! BOLT2005
    public static string Get(AuthContext? auth) => "ok";
}

public static class F4
{
    [BoltGet("/f4", Auth = new Type[] { typeof(Half) }, Guards = [typeof(AllowAny)])] // ! BOLT2005
    public static string Get(AuthContext? auth) => "ok";
}

public static class F5
{
    [BoltGet("/f5", Auth = [typeof(Generic<>)], Guards = [typeof(AllowAny)])] // ! BOLT2005
    public static string Get(AuthContext? auth) => "ok";
}

public static class F6
{
    [BoltGet("/f6", Auth = [null!], Guards = [typeof(AllowAny)])] // ! BOLT2005
    public static string Get(AuthContext? auth) => "ok";
}

public static class F7
{
    [BoltGet("/f7", Auth = [typeof(int[])], Guards = [typeof(AllowAny)])] // ! BOLT2005
    public static string Get(AuthContext? auth) => "ok";
}

public static class F8
{
    [BoltGet("/f8", Auth = [typeof(Hidden)], Guards = [typeof(AllowAny)])] // ! BOLT2005
    public static string Get(AuthContext? auth) => "ok";

    private sealed class Hidden : Half;
}

[BoltGroup("/f9", Auth = [typeof(string)])] // ! BOLT2005
public static class F9
{
    [BoltGet("/a", Guards = [typeof(AllowAny)])]
    public static string Get() => "ok";
}

public abstract class Half : IAuthenticationBackend
{
    public string Name => "half";

    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => default;
}

public class Generic<T> : Half;

//// dll
[assembly: BoltDefaults(Auth = [typeof(int)])] // ! BOLT2005

public static class F
{
    [BoltGet("/f", Guards = [typeof(AllowAny)])]
    public static string Get() => "ok";
}

public static class G
{
    [BoltGet("/g", Auth = [typeof(IAuthenticationBackend)], Guards = [typeof(AllowAny)])] // ! BOLT2005
    public static string Get() => "ok";
}
