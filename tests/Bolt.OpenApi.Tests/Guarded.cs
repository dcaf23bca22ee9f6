using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Bolt.OpenApi.Tests;

/// <summary>Bodies behind a guard, and what minimal APIs do not have.</summary>
[BoltGroup("/guarded", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
public static class Guarded
{
    [BoltPost("/json")]
    public static string Json(Item item) => item.Name + "";

    [BoltPost("/file")]
    public static string File(IFormFile file) => file.Name;

    [BoltPost("/form")]
    public static string Form([FromForm] Credentials form) => form.User;

    [BoltPost("/json-or-nothing")]
    public static string JsonOrNothing(Item? item) => item?.Name + "";

    [BoltPost("/file-or-nothing")]
    public static string FileOrNothing(IFormFile? file) => file?.Name + "";

    [BoltPost("/file-and-note")]
    public static string FileAndNote(IFormFile file, [FromForm] string? note) => file.Name + note;

    [BoltPost("/raw")]
    public static string Raw(Stream body) => body + "";

    [BoltPost("/pipe")]
    public static string Pipe(PipeReader body) => body + "";

    [BoltGet("/described")]
    public static string Described([AsParameters] DescribedRecord described) => described.Page + "";

    [BoltPost("/session/{id}"), AllowAny]
    public static async Task<string> Session(BoltSession session, int id, int page = 1)
    {
        await session.SetAsync("page", page);
        return $"{id} {page}";
    }

    [BoltPost("/session-as-parameters"), AllowAny]
    public static string SessionAsParameters([AsParameters] SessionPage page) => page.Page + page.Session.SessionKey;

    [BoltGet("/enums")]
    public static string Enums(Weather a, Weather? b, Weather[] c, [FromHeader] Weather d, Weather e = Weather.Rain) => $"{a}{b}{c.Length}{d}{e}";

    [BoltGet("/stream")]
    public static Stream Stream() => new MemoryStream([1]);
}

/// <summary>Of parameters only.</summary>
public enum Weather
{
    Sun,
    Rain,
}

public sealed record SessionPage(BoltSession Session, int Page);
