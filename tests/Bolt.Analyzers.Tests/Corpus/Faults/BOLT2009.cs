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
