using Microsoft.AspNetCore.Authorization;

namespace Faults.BOLT1005;

public static class F1
{
    [BoltGet("/f1", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    [Authorize] // ! BOLT1005
    public static string Get() => "ok";
}

public static class F2
{
    [BoltGet("/f2", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    [Authorize("policy")] // ! BOLT1005
    public static string Get() => "ok";
}

public static class F3
{
    [BoltGet("/f3", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    [Authorize(Roles = "admin,editor")] // ! BOLT1005
    public static string Get() => "ok";
}

public static class F4
{
    [BoltGet("/f4", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    [Authorize(Policy = "p", AuthenticationSchemes = "s")] // ! BOLT1005
    public static string Get() => "ok";
}

public static class F5
{
    [AllowAnonymous] // ! BOLT1005
    [BoltGet("/f5", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Get() => "ok";
}

public static class F6
{
    [BoltGet("/f6", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    [AdminOnly] // ! BOLT1005
    public static string Get() => "ok";
}

public static class F7
{
    [AllowAnonymousAttribute] // ! BOLT1005
    [BoltGet("/f7", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Get() => "ok";
}

[Authorize(Roles = "staff")] // ! BOLT1005
public static class F8
{
    [BoltGet("/f8", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Get() => "ok";
}

[AllowAnonymous] // ! BOLT1005
public static class F9
{
    [BoltGet("/f9", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Get() => "ok";
}

public sealed class AdminOnlyAttribute : AuthorizeAttribute;

[Authorize]
public abstract class Secured;

public sealed class F10 : Secured // ! BOLT1005
{
    [BoltGet("/f10", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public string Get() => "ok";
}

//// dll
using Microsoft.AspNetCore.Authorization;

[Authorize(Roles = "staff")] // ! BOLT1005
public abstract class Crud<T>
{
    [BoltGet("/items")]
    [Authorize] // ! BOLT1005
    public virtual string Items() => "ok";
}

[BoltGroup("/a", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
public sealed class A : Crud<int>;

[BoltGroup("/b", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
public sealed class B : Crud<string>
{
    [AllowAnonymous] // ! BOLT1005
    public override string Items() => "b";
}

public abstract class Unserved
{
    [BoltGet("/unserved")]
    [Authorize("policy")] // ! BOLT1005
    public string Get() => "ok";
}

[Authorize] // ! BOLT1005
public static class Outer
{
    [BoltGroup("/outer", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static class Inner
    {
        [BoltGet("/a")]
        public static string Get() => "ok";
    }
}
