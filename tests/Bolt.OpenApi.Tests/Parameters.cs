using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.IO.Pipelines;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;

namespace Bolt.OpenApi.Tests;

/// <summary>Every kind of parameter that minimal APIs take; an array of strings from a form is not one.</summary>
[BoltGroup("/parameters", Guards = [typeof(AllowAny)])]
public static class Parameters
{
    [BoltGet("/route/{id}/{key:guid}/{*rest}")]
    public static string Route(int id, Guid key, string? rest) => $"{id}{key}{rest}";

    [BoltGet("/named/{id:int:min(1)}")]
    public static string Named([FromRoute(Name = "id")] int number, [FromQuery(Name = "q")] string text) => $"{number}{text}";

    [BoltGet("/query")]
    public static string Query(int a, int? b, string c, string? d, bool e, double f, long g, decimal h, Guid i, Uri? j, char k) => $"{a}{b}{c}{d}{e}{f}{g}{h}{i}{j}{k}";

    [BoltGet("/dates")]
    public static string Dates(DateTime a, DateTimeOffset? b, DateOnly c, TimeOnly d, TimeSpan? e) => $"{a}{b}{c}{d}{e}";

    [BoltGet("/defaults")]
    public static string Defaults(int a = 5, string b = "x", Color c = Color.Green, Size d = Size.Large, bool e = true, int? f = null) => $"{a}{b}{c}{d}{e}{f}";

    [BoltGet("/enums")]
    public static string Enums(Color a, Color? b, Size c, Size? d) => $"{a}{b}{c}{d}";

    [BoltGet("/arrays")]
    public static string Arrays(int[] a, string[] b, int?[] c, Color[] d, StringValues e, int[]? f, Point[] g) => $"{a.Length}{b.Length}{c.Length}{d.Length}{e.Count}{f?.Length}{g.Length}";

    [BoltGet("/headers")]
    public static string Headers([FromHeader] string a, [FromHeader(Name = "X-B")] int? b, [FromHeader] string[] c, [FromHeader(Name = "X-D")] StringValues d) => $"{a}{b}{c.Length}{d.Count}";

    [BoltGet("/described")]
    public static string Described([Description("How many."), Range(1, 10)] int count, [Required] string? name, [DefaultValue(7)] int size, [MaxLength(5), RegularExpression("a+")] string text = "a") =>
        $"{count}{name}{size}{text}";

    [BoltGet("/own")]
    public static string Own(Point point, Point? optional, Bound bound, Bound? boundOrNull) => $"{point}{optional}{bound}{boundOrNull}";

    [BoltPost("/special")]
    public static string Special(HttpContext http, HttpRequest request, CancellationToken cancellation, ClaimsPrincipal user, Shelf shelf, [FromServices] Shelf again) =>
        $"{http}{request}{cancellation}{user}{shelf}{again}";

    [BoltGet("/as-parameters")]
    public static string Class([AsParameters] Paging paging) => paging.Page + "";

    [BoltGet("/as-parameters-record")]
    public static string Record([AsParameters] PagingRecord paging) => paging.Page + "";

    [BoltGet("/as-parameters-record-struct/{id}")]
    public static string RecordStruct([AsParameters] PagingRecordStruct paging, string? more) => paging.Page + more;

    [BoltGet("/as-parameters-struct")]
    public static string Struct([AsParameters] PagingStruct paging) => paging.Page + "";

    [BoltPost("/as-parameters-body")]
    public static string Body([AsParameters] RequiredPaging paging) => paging.Page + "";

    [BoltPost("/as-parameters-form")]
    public static string Form([AsParameters] FormPaging paging) => paging.Id + "";

    [BoltPost("/json")]
    public static string Json(Item item) => item.Name + "";

    [BoltPut("/json-optional")]
    public static string JsonOptional(Item? item) => item?.Name + "";

    [BoltPost("/json-from-body")]
    public static string JsonFromBody([FromBody, Description("Several.")] List<Item> items, int page) => items.Count + "" + page;

    [BoltPost("/json-number")]
    public static string JsonNumber([FromBody] int number) => number + "";

    [BoltPost("/json-shape")]
    public static string JsonShape(Shape shape) => shape.Name;

    [BoltPost("/json-map")]
    public static string JsonMap([FromBody] Dictionary<string, Item> items) => items.Count + "";

    [BoltPost("/json-consumes"), Consumes("application/vnd.item+json")]
    public static string JsonConsumes(Item item) => item.Name + "";

    [BoltPost("/stream")]
    public static string Raw(Stream body) => body + "";

    [BoltPost("/pipe")]
    public static string Pipe(PipeReader body) => body + "";

    [BoltPost("/file")]
    public static string File(IFormFile file) => file.Name;

    [BoltPost("/file-or-null")]
    public static string FileOrNull(IFormFile? file, int page) => file?.Name + page;

    [BoltPost("/files")]
    public static string Files(IFormFileCollection files) => files.Count + "";

    [BoltPost("/file-and-note")]
    public static string FileAndNote(IFormFile file, [FromForm] string? note) => file.Name + note;

    [BoltPost("/file-and-values")]
    public static string FileAndValues(IFormFile a, IFormFile b, [FromForm] int count, [FromForm] StringValues tags) => a.Name + b.Name + count + tags.Count;

    [BoltPost("/form")]
    public static string WholeForm(IFormCollection form) => form.Count + "";

    [BoltPost("/form-text")]
    public static string FormText([FromForm] string text) => text;

    [BoltPost("/form-values")]
    public static string FormValues([FromForm] string a, [FromForm(Name = "b")] int? other, [FromForm] Color c, [FromForm] int[] d, [FromForm] Guid e) => a + other + c + d.Length + e;

    [BoltPost("/form-array")]
    public static string FormArray([FromForm] int[] ids) => ids.Length + "";

    [BoltPost("/form-string-values")]
    public static string FormStringValues([FromForm] StringValues ids) => ids.Count + "";

    [BoltPost("/form-object")]
    public static string FormObject([FromForm] Credentials form) => form.User;

    [BoltPost("/form-consumes"), Consumes("multipart/form-data")]
    public static string FormConsumes([FromForm] Credentials form) => form.User;
}
