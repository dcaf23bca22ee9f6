//// exe
var app = WebApplication.Create(args);
app.MapBolt();
app.Run();

namespace Bolt
{
    internal static class BoltApplicationExtensions
    {
        public static void MapBolt(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app) { }
    }
}

[BoltGroup("/notes", Auth = [typeof(JwtAuthentication)])]
public abstract class Notes
{
    [BoltGet("", Guards = [typeof(IsAuthenticated)])]
    public static string List() => "all";

    [BoltGet("/{id:int}", Guards = [typeof(IsAuthenticated)])]
    public string Get(int id, AuthContext auth) => auth.UserId;
}

[BoltGroup("/mine")] // ! BOLT1020
public sealed class Mine : Notes;

public static class Own
{
    [BoltGet("/recorded"), AllowAny]
    public static string Recorded() => "ok";

    [BoltGet("/new"), AllowAny] // ! BOLT1020
    public static string New() => "ok";

    [BoltRoute("/several", "GET", "HEAD"), AllowAny] // ! BOLT1020
    public static string Several() => "ok";
}

//// surface
# Bolt surface 1
GET /recorded  auth: none  guards: AllowAny  → Own.Recorded
GET /several  auth: none  guards: AllowAny  → Own.Several
//// dll
namespace Faults.BOLT1020;

public static class Library
{
    [BoltGet("/a"), AllowAny] // ! BOLT1020
    public static string A() => "ok";
}

//// surface
