using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Bolt.Integration.Tests;

/// <summary>Responses of every kind to a caller that no shared cache knows.</summary>
[BoltGroup("/storing", Auth = [typeof(JwtAuthentication), typeof(ApiKeyAuthentication), typeof(CookieBackend), typeof(ScriptedA)], Guards = [typeof(AllowAny)])]
public static class Storing
{
    [BoltGet("/text")]
    public static string Text() => "text";

    [BoltGet("/json")]
    public static Note Json() => new(1, "one");

    [BoltGet("/list")]
    public static List<Note> List() => [new(1, "one")];

    [BoltGet("/nothing")]
    public static void Nothing()
    {
    }

    [BoltGet("/missing")]
    public static IResult Missing() => Results.NotFound();

    [BoltGet("/file")]
    public static IResult File() => Results.Bytes("file"u8.ToArray(), "text/plain", entityTag: new EntityTagHeaderValue("\"v1\""));

    [BoltGet("/stream")]
    public static IResult Stream() => Results.Stream(static async s => await s.WriteAsync("stream"u8.ToArray()), "text/plain");

    [BoltGet("/own")]
    public static string Own(HttpContext http)
    {
        http.Response.Headers.CacheControl = "private, max-age=60";
        return "own";
    }

    [BoltGet("/own-none")]
    public static string OwnNone(HttpContext http)
    {
        http.Response.Headers.Remove("Cache-Control");
        return "own";
    }
}
