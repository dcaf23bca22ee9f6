using Microsoft.AspNetCore.Http.HttpResults;

namespace Clean.Results;

/// <summary>Every kind of answer, with the route's security from the class: no group, guard attributes only.</summary>
[HasAnyPermission("reports.read", "reports.all")]
[BoltGroup("", Auth = [typeof(JwtAuthentication)])]
public class Reports
{
    [BoltGet("/reports/void")]
    public void Nothing() { }

    [BoltGet("/reports/task")]
    public Task Task() => System.Threading.Tasks.Task.CompletedTask;

    [BoltGet("/reports/value-task")]
    public async ValueTask ValueTask() => await System.Threading.Tasks.Task.Yield();

    [BoltGet("/reports/text")]
    public async Task<string?> Text() => await System.Threading.Tasks.Task.FromResult<string?>(null);

    [BoltGet("/reports/result")]
    public IResult Result() => TypedResults.NoContent();

    [BoltGet("/reports/result-task")]
    public async Task<IResult> ResultTask(bool found)
    {
        await System.Threading.Tasks.Task.Yield();
        return found ? Microsoft.AspNetCore.Http.Results.Ok() : Microsoft.AspNetCore.Http.Results.NotFound();
    }

    [BoltGet("/reports/ok")]
    public Ok<Report> Ok() => TypedResults.Ok(new Report("a"));

    [BoltGet("/reports/union")]
    public Results<Ok<Report>, NotFound, BadRequest<string>, UnauthorizedHttpResult> Union(int kind) => kind switch
    {
        0 => TypedResults.Ok(new Report("b")),
        1 => TypedResults.NotFound(),
        2 => TypedResults.BadRequest("kind"),
        _ => TypedResults.Unauthorized(),
    };

    [BoltGet("/reports/union-task")]
    public async ValueTask<Results<JsonHttpResult<Report>, ForbidHttpResult>> UnionTask(bool forbid)
    {
        await System.Threading.Tasks.Task.Yield();
        return forbid ? TypedResults.Forbid() : TypedResults.Json(new Report("c"));
    }

    [BoltPost("/reports/accepted")]
    public Accepted<Report> Accepted(Report report) => TypedResults.Accepted("/reports/accepted/1", report);

    [BoltGet("/reports/file")]
    public FileContentHttpResult File() => TypedResults.File([1, 2, 3], "application/octet-stream", "report.bin");

    [BoltGet("/reports/stream")]
    public async IAsyncEnumerable<Report> Stream([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var i = 0; i < 3; i++)
        {
            await System.Threading.Tasks.Task.Delay(i, cancellation);
            yield return new(i.ToString());
        }
    }

    [BoltGet("/reports/redirect")]
    public RedirectHttpResult Redirect() => TypedResults.LocalRedirect("/reports/ok");

    [BoltGet("/reports/struct")]
    public Total Struct() => new(1, 2);

    [BoltGet("/reports/nullable")]
    public Total? Nullable(bool some) => some ? new(1, 2) : null;

    [BoltGet("/reports/tuple")]
    public Dictionary<string, List<Total?>> Nested() => [];

    [BoltGet("/reports/problem")]
    public ProblemHttpResult Problem() => TypedResults.Problem("no", statusCode: 409);
}

public record Report(string Name);

public readonly record struct Total(int Count, decimal Sum);

[BoltGroup("/exports", Auth = [typeof(ApiKeyAuthentication)]), HasPermission("exports.read")]
public static class Exports
{
    [BoltGet("csv")]
    public static ContentHttpResult Csv() => TypedResults.Content("a;b\n1,5;2", "text/csv");

    [BoltGet("push")]
    public static PushStreamHttpResult Push() => TypedResults.Stream(static async stream => await stream.WriteAsync(new byte[] { 1 }));

    [BoltGet("status")]
    public static StatusCodeHttpResult Status(int code) => TypedResults.StatusCode(code);

    [BoltGet("events")]
    public static ServerSentEventsResult<string> Events(CancellationToken cancellation) => TypedResults.ServerSentEvents(Ticks(cancellation));

    [BoltGet("task-of-list")]
    public static async Task<List<Report>> Later() => [await Task.FromResult(new Report("d"))];

    [BoltGet("own-result")]
    public static Own OwnResult() => new();

    private static async IAsyncEnumerable<string> Ticks([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.Delay(1, cancellation);
        yield return "tick";
    }
}

public sealed class Own : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => httpContext.Response.WriteAsync("own");
}
