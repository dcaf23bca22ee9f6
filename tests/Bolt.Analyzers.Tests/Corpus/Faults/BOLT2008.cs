using Microsoft.AspNetCore.Mvc;

namespace Faults.BOLT2008;

public static class F1
{
    [BoltPost("/f1"), AllowAny]
    public static string Add([FromBody] A a, [FromBody] B b) => "ok"; // ! BOLT2008
}

public static class F2
{
    [BoltPut("/f2"), AllowAny]
    public static string Add(
        [FromBody] A a,
        [FromBody] B b) => "ok"; // ! BOLT2008
}

public static class F3
{
    [BoltGet("/f3"), AllowAny]
    public static string Get([FromBody] A a) => "ok"; // ! BOLT2008
}

public static class F4
{
    [BoltHead("/f4"), AllowAny]
    public static void Get([FromBody] A? a) { } // ! BOLT2008
}

public static class F5
{
    [BoltRoute("/f5", "GET", "HEAD"), AllowAny]
    public static string Get(int page, [FromBody] A a) => "ok"; // ! BOLT2008
}

public static class F6
{
    [BoltRoute("/f6", "TRACE"), AllowAny]
    public static string Get([FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] A a) => "ok"; // ! BOLT2008
}

public sealed record A(int X);

public sealed record B(int Y);

public static class F7
{
    [BoltPost("/f7"), AllowAny]
    public static string Add(A a, IFormFile file, [FromBody] B b) => "ok"; // ! BOLT2008
}

public static class F8
{
    [BoltGet("/f8"), AllowAny]
    public static string Get([FromForm] string name) => "ok"; // ! BOLT2008
}

public sealed record C(int X, string Y);

public sealed class Plain
{
    public int X { get; set; }
}

public static class F9
{
    [BoltPost("/f9"), AllowAny]
    public static string Two(A a, C c) => "ok"; // ! BOLT2008

    [BoltPost("/f10"), AllowAny]
    public static string Form(C c, IFormFile file) => "ok"; // ! BOLT2008

    [BoltPost("/f11"), AllowAny]
    public static string Raw(System.IO.Stream body, Plain plain) => "ok"; // ! BOLT2008

    [BoltGet("/f12"), AllowAny]
    public static string Read(C c) => "ok"; // ! BOLT2008

    [BoltGet("/f13"), AllowAny]
    public static string Class(Plain plain) => "ok"; // ! BOLT2008
}
