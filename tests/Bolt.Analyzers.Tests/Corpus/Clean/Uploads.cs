using System.IO;
using System.IO.Pipelines;
using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;

namespace Clean.Uploads;

/// <summary>Forms, raw bodies, types that bind themselves, objects of parameters, several values of one name.</summary>
[BoltGroup("/uploads", Auth = [typeof(JwtAuthentication)])]
public static class Uploads
{
    [BoltGet("", Guards = [typeof(AllowAny)])]
    public static string List([AsParameters] Paging paging, int[] ids, string[]? tags, StringValues sort, [FromHeader(Name = "X-Trace")] Guid[] traces) => $"{paging}{ids}{tags}{sort}{traces}";

    [BoltGet("/{id:guid}", Guards = [typeof(IsAuthenticated)])]
    public static string Read([AsParameters] One one) => one.Id + one.Auth.UserId;

    [BoltGet("/{id:guid}/mine", Guards = [typeof(IsAuthenticated)])]
    public static string Mine([AsParameters] Owned owned) => owned.Id + owned.Person.Name;

    [BoltGet("/welcome", Guards = [typeof(AllowAny)])]
    public static string Welcome([AsParameters] Visitor visitor) => visitor.Auth?.UserId ?? "stranger";

    [BoltPost("", Guards = [typeof(IsAuthenticated)])]
    public static string Add(IFormFile file, IFormFile? preview, [FromForm] string title, [FromForm] int[] pages, AuthContext auth) => file.FileName + preview + title + pages + auth.UserId;

    [BoltPost("/many", Guards = [typeof(IsStaff)])]
    public static string AddMany(IFormFileCollection files, IFormCollection form) => $"{files.Count}{form.Count}";

    [BoltPost("/described", Guards = [typeof(IsStaff)])]
    public static string Described([FromForm] Description description, [FromQuery] bool draft = false) => description.Title + draft;

    [BoltPut("/{id:guid}/raw")]
    [HasPermission("uploads.write")]
    public static Task Raw(Guid id, Stream body, CancellationToken cancellation) => body.CopyToAsync(Stream.Null, cancellation);

    [BoltPut("/{id:guid}/pipe")]
    [HasPermission("uploads.write")]
    public static async Task<string> Pipe(Guid id, PipeReader body) => id + (await body.ReadAsync()).ToString();

    [BoltPost("/bound", Guards = [typeof(IsAuthenticated)])]
    public static string Bound(Range range, Range? other, Window window, Window? perhaps) => $"{range}{other}{window}{perhaps}";
}

public sealed class Paging
{
    public int? Page { get; set; }

    public int? Size { get; init; }

    [FromHeader(Name = "X-Order")]
    public string? Order { get; set; }
}

public sealed record One(Guid Id, AuthContext Auth);

public sealed record Owned(Guid Id, [CurrentUser] Person Person, [FromServices] IServiceProvider Services);

public sealed record Visitor(AuthContext? Auth, [CurrentUser] Person? Person);

public sealed record Person(string Name);

public sealed record Description(string Title, int? Pages)
{
    public string Language { get; set; } = "en";
}

public sealed record Range(long From, long To)
{
    public static ValueTask<Range?> BindAsync(HttpContext http, ParameterInfo parameter) => new(new Range(0, parameter.Position));
}

public readonly record struct Window(int Width)
{
    public static ValueTask<Window?> BindAsync(HttpContext http) => new(new Window(http.Request.Headers.Count));
}
