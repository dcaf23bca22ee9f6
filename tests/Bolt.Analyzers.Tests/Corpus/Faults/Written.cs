using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Faults.Written;

public static partial class Parts
{
    [BoltGet("/parts/a")] // ! BOLT1001
    public static string A() => "ok";

    [BoltGet("/parts/b/{id}"), AllowAny] // ! BOLT2002
    public static string B() => "ok";

    [BoltGet("/parts/c"), AllowAny]
    public static IActionResult C() => null!; // ! BOLT2013
}

public static partial class Parts
{
    [BoltGet("/parts/d"), IsStaff] // ! BOLT1002
    public static string D() => "ok";

    [BoltGet("/parts/e"), AllowAny]
    private static string E() => "ok"; // ! BOLT2004
}

public static class Outer
{
    public static class Inner
    {
        [BoltGet("/outer/a")] // ! BOLT1001
        public static string A() => "ok";

        [BoltGet("/outer/b", Auth = [typeof(JwtAuthentication)]), HasPermission("")] // ! BOLT1008
        public static string B() => "ok";

        [BoltGet("/outer/c", Guards = [typeof(string)])] // ! BOLT2006
        public static string C() => "ok";

        [BoltGet("/outer/d"), AllowAny]
        public static string D(AuthContext auth) => auth.UserId; // ! BOLT2010
    }
}

public sealed record Rows(IServiceProvider Services)
{
    [BoltGet("/rows")] // ! BOLT1001
    public string Get() => Services.ToString()!;
}

public readonly struct Values
{
    [BoltGet("/values"), IsStaff] // ! BOLT1002
    public static string Get() => "ok";
}

public interface IShared
{
    [BoltGet("/shared/{id}"), AllowAny] // ! BOLT2002
    static string Get() => "ok";
}

public class Served
{
    [BoltGet("/served/a")] // ! BOLT1001
    public virtual string A() => "ok";

    [BoltGet("/served/b"), AllowAny]
    public virtual string B([FromQuery] object value) => "ok"; // ! BOLT2009
}

public abstract class Shelf
{
    [BoltGet("/items"), Authorize] // ! BOLT1005
    public abstract string Items();
}

[BoltGroup("/shelf"), AllowAny]
public sealed class Books : Shelf
{
    public override string Items() => "ok";
}

public class Open
{
    [BoltGet("/open"), AllowAny]
    public string Get() => "ok";
}

[BoltGroup("/closed")]
public sealed class Closed : Open // ! BOLT2004
{
    private Closed()
    {
    }
}

public abstract class Pages
{
    [BoltGet("/page")]
    public string Get() => "ok";
}

[Authorize]
public abstract class Between : Pages;

[BoltGroup("/between"), AllowAny]
public sealed class Last : Between; // ! BOLT1005

public static class Lines
{
    [BoltGet(
        "/lines/a",
        Guards = [typeof(string)])] // ! BOLT2006
    public static string A() => "ok";

    [BoltGet(
        "/lines/b",
        Auth = [typeof(string)], // ! BOLT2005
        Guards = [typeof(AllowAny)])]
    public static string B() => "ok";

    [BoltGet(
        "/lines/c/{id}", // ! BOLT2002
        Guards = [typeof(AllowAny)])]
    public static string C() => "ok";

    [BoltGet("/lines/d", Auth = [typeof(JwtAuthentication)])]
    [HasAnyPermission(
        "a.b",
        "")] // ! BOLT1008
    public static string D() => "ok";
}

//// dll
[assembly: BoltDefaults(Auth = [typeof(JwtAuthentication)])]
[assembly: HasPermission("")] // ! BOLT1008

namespace Faults.Written.OfTheAssembly;

public static class A
{
    [BoltGet("/a")]
    public static string Get() => "ok";
}

//// dll
[assembly: BoltDefaults(Auth = [typeof(string)])] // ! BOLT2005

namespace Faults.Written.AlsoOfTheAssembly;

public static class A
{
    [BoltGet("/a"), AllowAny]
    public static string Get() => "ok";
}
