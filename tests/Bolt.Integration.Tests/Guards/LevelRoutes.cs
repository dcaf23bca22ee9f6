using Microsoft.AspNetCore.Mvc;

namespace Bolt.Integration.Tests;

/// <summary>Guards on every level that C# lets a user write them on.</summary>
[HasPermission("outer")]
public static class LevelsOuter
{
    [BoltGroup("/levels/nested")]
    public static class Inner
    {
        [BoltGet("/a", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
        public static string A() => "a";

        [BoltGet("/open", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny)])]
        public static string Open(AuthContext? auth) => "open" + auth?.UserId;
    }
}

[HasPermission("base")]
public abstract class LevelsBase
{
    [HasPermission("audit")]
    public virtual string Audit() => "";
}

public abstract class LevelsGenericBase<T> : LevelsBase
{
    public T? Value { get; set; }
}

[BoltGroup("/levels/derived")]
public sealed class LevelsDerived : LevelsGenericBase<int>
{
    [BoltGet("/b", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string B() => "b";

    [BoltGet("/audit", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public override string Audit() => "audit";
}

[BoltGroup("/levels/group", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAdminUser)])]
public static class LevelsGroup
{
    [BoltGroup("deep")]
    public static class Deep
    {
        [BoltGet("/g", Guards = [typeof(IsAuthenticated)])]
        public static string G() => "g";
    }
}

[BoltGroup("/levels/struct", Auth = [typeof(JwtAuthentication)]), HasPermission("struct")]
public readonly struct LevelsStruct
{
    [BoltGet("/s", Guards = [typeof(IsAuthenticated)])]
    public static string S() => "s";
}

/// <summary>Handlers that C# would take for one another, if it were left to choose.</summary>
[BoltGroup("/overloads")]
public static class Overloads
{
    [BoltGet("/public/{id}", Guards = [typeof(AllowAny)])]
    public static string Show(in int id) => "public " + id;

    [BoltGet("/secret/{id}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    public static string Show(int id) => "SECRET " + id;

    [BoltGet("/late", Guards = [typeof(AllowAny)])]
    public static string Late(string? q, [FromServices] dynamic? log = null) => $"public {q}{log}";

    [BoltGet("/early", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    public static string Late(string? q, string? log = null) => $"SECRET {q}{log}";

    [BoltGet("/params", Guards = [typeof(AllowAny)])]
    public static string Many(params string[] q) => "public " + string.Join('+', q);

    [BoltGet("/one", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    public static string Many(string q) => "SECRET " + q;

    [BoltGet("/guarded-twice", Guards = [typeof(Chatty)])]
    public static dynamic Dynamic() => "public";
}

/// <summary>A guard with another method of the name: the one that decides is the base class's.</summary>
public sealed class Chatty : Guard
{
    public override GuardResult Evaluate(GuardContext context) => GuardResult.Forbidden("the real one");

    public GuardResult Evaluate(ChattyContext context) => context is null ? GuardResult.Allow : GuardResult.Allow;
}

public sealed class ChattyContext(Microsoft.AspNetCore.Http.HttpContext http, AuthContext? auth, TimeProvider time)
{
    public override string ToString() => $"{http} {auth} {time}";
}
