using System;
using System.Threading.Tasks;
using Bolt.Refusals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Bolt.Authentication.Schemes;

/// <summary>
/// Writes the problem details of a refusal by scheme once the request is over. Not in the handler: a policy may name several schemes, each adds its challenge, and the
/// first body would send the headers.
/// </summary>
internal sealed class SchemeRefusalFilter(IProblemDetailsService? problems) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(following => http =>
        {
            UnsafeRequest.Note(http);
            var request = following(http);
            return request.IsCompletedSuccessfully && http.Features.Get<SchemeRefusal>() is null ? request : Finish(http, request);
        });
        next(app);
    };

    private async Task Finish(HttpContext http, Task request)
    {
        await request.ConfigureAwait(false);
        if (http.Features.Get<SchemeRefusal>() is not { } refusal || http.Response.HasStarted || http.Response.StatusCode != refusal.Status || http.Response.ContentType is not null)
        {
            return;
        }

        await (refusal.Status == StatusCodes.Status503ServiceUnavailable
            ? ProblemDetailsWriter.WriteUnavailable(http, problems)
            : ProblemDetailsWriter.Write(http, refusal.Status, problems)).ConfigureAwait(false);
    }
}
