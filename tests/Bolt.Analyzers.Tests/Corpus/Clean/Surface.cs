//// exe
var app = WebApplication.Create(args);
Bolt.BoltApplicationExtensions.MapBolt(app);
app.Run();

namespace Bolt
{
    internal static class BoltApplicationExtensions
    {
        public static void MapBolt(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app) { }
    }
}

namespace Clean.Surface
{
    [BoltGroup("/lists", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public abstract class Lists<T>
    {
        [BoltGet("/{number:int}")]
        public string Get(int number, AuthContext auth) => auth.UserId;
    }

    [BoltGroup("/numbers", Auth = [typeof(JwtAuthentication), typeof(Partner)])]
    public sealed class Numbers : Lists<int>;

    public sealed class Partner : JwtAuthentication;

    public static class Own
    {
        [BoltGet("/surface", Auth = [typeof(JwtAuthentication)], Guards = [typeof(Owner)])]
        public static string Get(AuthContext auth) => auth.UserId;

        [BoltRoute("/surface/both", "GET", "HEAD"), AllowAny]
        public static string Both() => "ok";
    }

    [RequiresIdentity]
    public sealed class Owner : Guard
    {
        public override GuardResult Evaluate(GuardContext context) => GuardResult.Allow;
    }
}

//// surface
# Bolt surface 1

# An arrow of ASCII, another name of a handler, lines twice and in any order: all of that is fine.
GET /surface/both  auth: none  guards: AllowAny  -> Clean.Surface.Own.Both
HEAD /surface/both  auth: none  guards: AllowAny  → Clean.Surface.Own.Other
GET /surface/both  auth: none  guards: AllowAny  → Clean.Surface.Own.Both
GET /surface  auth: jwt  guards: Clean.Surface.Owner!id  → Clean.Surface.Own.Get
GET /numbers/{number:int}  auth: jwt, Clean.Surface.Partner  guards: IsAuthenticated  → Clean.Surface.Numbers.Get
