using Microsoft.AspNetCore.Mvc;

namespace Faults.BOLT2009;

public static class F1
{
    [BoltGet("/f1"), AllowAny]
    public static string Get(Point point) => "ok"; // ! BOLT2009
}

public static class F2
{
    [BoltGet("/f2"), AllowAny]
    public static string Get([FromQuery] Person person) => "ok"; // ! BOLT2009
}

public static class F3
{
    [BoltPost("/f3"), AllowAny]
    public static string Get([FromHeader] Person person) => "ok"; // ! BOLT2009
}

public static class F4
{
    [BoltGet("/f4"), AllowAny]
    public static string Get([FromQuery] Dictionary<string, int> filter) => "ok"; // ! BOLT2009
}

public static class F5
{
    [BoltGet("/f5"), AllowAny]
    public static string Get(ReadOnlySpan<char> text) => "ok"; // ! BOLT2009
}

public static class F6
{
    [BoltGet("/f6"), AllowAny]
    public static string Get([CurrentUser] int user) => "ok"; // ! BOLT2009
}

public static class F7
{
    [BoltGet("/f7"), AllowAny]
    public static string Get(int page, Point? point) => "ok"; // ! BOLT2009
}

public struct Point
{
    public int X;
}

public sealed record Person(string Name);

public static class F8
{
    [BoltGet("/f8"), AllowAny]
    public static string Get([AsParameters] Filter filter) => "ok"; // ! BOLT2009
}

public static class F9
{
    [BoltPost("/f9"), AllowAny]
    public static string Add([FromForm] Order order) => "ok"; // ! BOLT2009
}

public sealed record Filter(int Page, [FromQuery] Person Person);

public sealed record Order(string Item, Person Buyer);
