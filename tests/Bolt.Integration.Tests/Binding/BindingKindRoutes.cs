using System.IO.Pipelines;
using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;

namespace Bolt.Integration.Tests;

/// <summary>Handlers that are also mapped as minimal APIs, with the same answers.</summary>
[BoltGroup("/same", Guards = [typeof(AllowAny)])]
public static class Same
{
    [BoltGet("/ints")]
    public static string Ints(int[] ids) => Show(ids);

    [BoltGet("/ints-or-null")]
    public static string IntsOrNull(int[]? ids) => Show(ids);

    [BoltGet("/nullable-ints")]
    public static string NullableInts(int?[] ids) => Show(ids);

    [BoltGet("/days")]
    public static string Days(DayOfWeek[] ids, Uri[] links) => Show(ids) + Show(links);

    [BoltGet("/texts")]
    public static string Texts(string[] ids) => Show(ids);

    [BoltGet("/values")]
    public static string Values(StringValues ids) => Show<string?>(ids.ToArray());

    [BoltGet("/values-or-null")]
    public static string ValuesOrNull(StringValues? ids) => ids is { } some ? Show<string?>(some.ToArray()) : "null";

    [BoltPost("/query-ints")]
    public static string QueryInts([FromQuery(Name = "ids")] int[] numbers) => Show(numbers);

    [BoltGet("/header-texts")]
    public static string HeaderTexts([FromHeader(Name = "X-T")] string[] texts) => Show(texts);

    [BoltGet("/header-ints")]
    public static string HeaderInts([FromHeader(Name = "X-T")] int[] numbers) => Show(numbers);

    [BoltGet("/header-values")]
    public static string HeaderValues([FromHeader(Name = "X-T")] StringValues texts) => Show<string?>(texts.ToArray());

    [BoltGet("/int")]
    public static string Int(int v) => $"{v}";

    [BoltGet("/int-or-null")]
    public static string IntOrNull(int? v) => $"[{v}]";

    [BoltGet("/int-default")]
    public static string IntDefault(int v = 5) => $"{v}";

    [BoltGet("/int-or-null-default")]
    public static string IntOrNullDefault(int? v = 5) => $"[{v}]";

    [BoltGet("/date-or-null")]
    public static string DateOrNull(DateTime? v) => $"[{v:O}]";

    [BoltGet("/day")]
    public static string Day(DayOfWeek v) => $"{v}";

    [BoltGet("/day-or-null")]
    public static string DayOrNull(DayOfWeek? v) => $"[{v}]";

    [BoltGet("/day-default")]
    public static string DayDefault(DayOfWeek v = DayOfWeek.Friday) => $"{v}";

    [BoltGet("/guid-or-null")]
    public static string GuidOrNull(Guid? v) => $"[{v}]";

    [BoltGet("/version-or-null")]
    public static string VersionOrNull(Version? v) => $"[{v}]";

    [BoltGet("/link-or-null")]
    public static string LinkOrNull(Uri? v) => v is null ? "null" : $"[{v}]";

    [BoltGet("/text")]
    public static string Text(string v) => $"[{v}]";

    [BoltGet("/text-or-null")]
    public static string TextOrNull(string? v) => v is null ? "null" : $"[{v}]";

    [BoltGet("/text-default")]
    public static string TextDefault(string v = "x") => $"[{v}]";

    [BoltGet("/v-ints")]
    public static string VInts(int[] v) => Show(v);

    [BoltGet("/v-nullable-ints")]
    public static string VNullableInts(int?[] v) => Show(v);

    [BoltGet("/v-strings")]
    public static string VTexts(string[] v) => Show(v);

    [BoltGet("/v-member")]
    public static string VMember([AsParameters] OneOptional p) => $"[{p.V}]";

    [BoltGet("/header-int-or-null")]
    public static string HeaderIntOrNull([FromHeader(Name = "X-T")] int? v) => $"[{v}]";

    [BoltGet("/header-int-default")]
    public static string HeaderIntDefault([FromHeader(Name = "X-T")] int v = 5) => $"{v}";

    [BoltPost("/form/int-or-null")]
    public static string FormIntOrNull([FromForm] int? a) => $"[{a}]";

    [BoltPost("/form/fields")]
    public static string FormFields([FromForm] Fields fields) => $"[{fields.V} {fields.D:O} {fields.S ?? "null"} {fields.E} {fields.N}]";

    [BoltPost("/form/int")]
    public static string FormInt([FromForm] int a) => $"{a}";

    [BoltPost("/form/int-default")]
    public static string FormIntDefault([FromForm] int a = 7) => $"{a}";

    [BoltPost("/form/text")]
    public static string FormText([FromForm(Name = "a")] string text) => text;

    [BoltPost("/form/text-or-null")]
    public static string FormTextOrNull([FromForm] string? a) => a ?? "null";

    [BoltPost("/form/ints")]
    public static string FormInts([FromForm] int[] a) => Show(a);

    [BoltPost("/form/values")]
    public static string FormValues([FromForm] StringValues a) => Show<string?>(a.ToArray());

    [BoltPost("/form/file")]
    public static string File(IFormFile a) => $"{a.FileName} {a.Length}";

    [BoltPost("/form/file-or-null")]
    public static string FileOrNull([FromForm(Name = "a")] IFormFile? file, [FromForm] string? b) => $"{file?.FileName ?? "null"} {b}";

    [BoltPost("/form/files")]
    public static string Files(IFormFileCollection files) => $"{files.Count}";

    [BoltPost("/form/whole")]
    public static string Whole(IFormCollection form) => $"{form.Count} {form.Files.Count}";

    [BoltPost("/form/record")]
    public static string FormRecord([FromForm] Parcel parcel) => parcel.ToString();

    [BoltPost("/form/required")]
    public static string FormRequired([FromForm] Label label) => $"{label.A} {label.B}";

    [BoltPost("/stream")]
    public static async Task<string> Stream(Stream body)
    {
        using var reader = new StreamReader(body);
        return await reader.ReadToEndAsync();
    }

    [BoltPost("/pipe")]
    public static async Task<string> Pipe(PipeReader body)
    {
        var length = 0L;
        while (true)
        {
            var read = await body.ReadAsync();
            length += read.Buffer.Length;
            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return $"{length}";
            }
        }
    }

    [BoltPost("/bound")]
    public static string Bound(Told told) => told.Value;

    [BoltPost("/bound-or-null")]
    public static string BoundOrNull(Told? told) => told?.Value ?? "null";

    [BoltPost("/bound-value")]
    public static string BoundValue(Coordinates at) => $"{at.X}";

    [BoltPost("/bound-value-or-null")]
    public static string BoundValueOrNull(Coordinates? at) => at is { } some ? $"{some.X}" : "null";

    [BoltPost("/bound-through-interface")]
    public static string BoundThroughInterface(Through it) => it.Value;

    [BoltPost("/bound-inherited")]
    public static string BoundInherited(IInherited it) => it.Value;

    [BoltGet("/as-parameters/{id:int}")]
    public static string AsParameters([AsParameters] Search search) => $"{search.Id} {search.Page} {search.Text ?? "null"} {search.Trace ?? "null"} {Show(search.Tags)} {search.Told?.Value} {search.Calls is null}";

    [BoltGet("/as-parameters-set")]
    public static string AsParametersSet([AsParameters] Paging paging) => $"{paging.Page} {paging.Size?.ToString() ?? "null"} {paging.Ignored} {paging.Cancellation.CanBeCanceled}";

    [BoltPost("/body/int")]
    public static string BodyInt([FromBody] int v) => $"{v}";

    [BoltPost("/body/int-default")]
    public static string BodyIntWithDefault([FromBody] int v = 5) => $"{v}";

    [BoltPost("/body/nullable-int")]
    public static string BodyNullableInt([FromBody] int? v) => $"{v}";

    [BoltPost("/body/nullable-int-default")]
    public static string BodyNullableIntWithDefault([FromBody] int? v = 5) => $"{v}";

    [BoltPost("/body/text-default")]
    public static string BodyTextWithDefault([FromBody] string v = "five") => v;

    [BoltPost("/body/text-or-null")]
    public static string BodyTextOrNull([FromBody] string? v) => v ?? "null";

    [BoltPost("/as-parameters-body")]
    public static string AsParametersBody([AsParameters] WithBody body) => $"{body.Id} {body.Note.Text}";

    [BoltPost("/as-parameters-form")]
    public static string AsParametersForm([AsParameters] WithForm form, int id) => $"{id} {form.A} {form.File?.FileName ?? "null"}";

    private static string Show<T>(IEnumerable<T>? values) => values is null ? "null" : $"[{string.Join('|', values.Select(static v => v?.ToString() ?? "null"))}]";
}

public sealed record Parcel(int A, string B);

public sealed class Label
{
    public required int A { get; init; }

    public required string B { get; set; }
}

public sealed class Told
{
    public string Value { get; init; } = "";

    public static ValueTask<Told?> BindAsync(HttpContext http, ParameterInfo parameter) => http.Request.Query["told"].ToString() switch
    {
        "" => default,
        "bad" => throw new BadHttpRequestException("no"),
        "teapot" => throw new BadHttpRequestException("no", 418),
        var text => new(new Told { Value = $"{text} {parameter.Name} {parameter.ParameterType.Name}" }),
    };
}

public readonly partial record struct Coordinates(int X);

/// <summary>Its method is in another part than its values.</summary>
public readonly partial record struct Coordinates
{
    public static async ValueTask<Coordinates?> BindAsync(HttpContext http)
    {
        await Task.Yield();
        return int.TryParse(http.Request.Query["x"].ToString(), out var x) ? new Coordinates(x) : null;
    }
}

/// <summary>Its method is reached through the interface only.</summary>
public sealed class Through : IBindableFromHttpContext<Through>
{
    public string Value { get; init; } = "";

    static ValueTask<Through?> IBindableFromHttpContext<Through>.BindAsync(HttpContext context, ParameterInfo parameter) =>
        new(context.Request.Query.ContainsKey("v") ? new Through { Value = $"{context.Request.Query["v"]} {parameter.Name}" } : null);
}

public interface IInherited
{
    string Value { get; }

    static ValueTask<IInherited?> BindAsync(HttpContext http) => new(new Inherited(http.Request.Query["v"].ToString()));
}

public sealed record Inherited(string Value) : IInherited;

public sealed record Search(int Id, Calls Calls, Told? Told, [FromHeader(Name = "X-T")] string? Trace, [FromQuery(Name = "q")] string? Text, [property: FromQuery(Name = "tag")] string[]? Tags, int Page = 1);

public sealed class Paging
{
    public int Page { get; set; }

    public int? Size { get; init; }

    public CancellationToken Cancellation { get; set; }

    public string Ignored { get; } = "kept";
}

public sealed record WithBody(int Id, Note Note);

public struct WithForm
{
    [FromForm]
    public int A { get; set; }

    public IFormFile? File { get; set; }
}

/// <summary>What is Bolt's own.</summary>
[BoltGroup("/kinds", Auth = [typeof(ScriptedA)])]
public static class Kinds
{
    [BoltPost("/guarded", Guards = [typeof(ScriptedGuard)])]
    public static string Guarded(IFormFile file) => file.FileName;

    [BoltPost("/guarded-stream", Guards = [typeof(IsAuthenticated)])]
    public static async Task<string> GuardedStream([AsParameters] Caller caller, Stream body)
    {
        using var reader = new StreamReader(body, Encoding.UTF8);
        return $"{caller.Auth.UserId} {(await reader.ReadToEndAsync()).Length}";
    }

    [BoltGet("/caller/{id:int}", Guards = [typeof(IsAuthenticated)])]
    public static async Task<string> Who([AsParameters] Caller caller, int id) =>
        $"{id} {caller.Auth.UserId} {caller.User.Username} {(await caller.Lazy.GetAsync())?.Id} {caller.Principal.Identity?.Name}";

    [BoltGet("/anyone", Guards = [typeof(AllowAny)])]
    public static string Anyone([AsParameters] PerhapsCaller caller) => caller.Auth?.UserId ?? "nobody";

    [BoltGet("/own-guard", Guards = [typeof(ScriptedGuard)])]
    public static string OwnGuard([AsParameters] CallerOnly caller) => caller.Auth.UserId;

    [BoltPost("/optional-number", Guards = [typeof(AllowAny)])]
    public static string OptionalNumber([FromForm] int? a) => a?.ToString() ?? "null";

    [BoltPost("/settable", Guards = [typeof(AllowAny)])]
    public static string Settable([FromForm] Settable form) => $"{form.A} {form.B} {form.C} {form.D?.Length} {form.File?.FileName}{form.Hidden}";

    [BoltPost("/texts", Guards = [typeof(AllowAny)])]
    public static string Texts([FromForm] string[] a) => string.Join('|', a);

    [BoltPost("/service-and-form", Guards = [typeof(AllowAny)])]
    public static string ServiceAndForm(Calls calls, IFormCollection form) => $"{calls is not null} {form.Count}";
}

public sealed record Caller(AuthContext Auth, [CurrentUser] AppUser User, CurrentUser<AppUser> Lazy, System.Security.Claims.ClaimsPrincipal Principal);

public sealed record CallerOnly(AuthContext Auth);

public sealed record PerhapsCaller(AuthContext? Auth);

public sealed class Settable
{
    public int A { get; set; } = 9;

    public string B { get; set; } = "b";

    public int? C { get; set; } = 3;

    public int[]? D { get; set; }

    public IFormFile? File { get; set; }

    [System.Runtime.Serialization.IgnoreDataMember]
    public string Hidden { get; set; } = "";
}

public sealed class OneOptional
{
    public int? V { get; set; }
}

public sealed class Fields
{
    public int? V { get; set; }

    public DateTime? D { get; set; }

    public string? S { get; set; }

    public DayOfWeek? E { get; set; }

    public int N { get; set; }
}
