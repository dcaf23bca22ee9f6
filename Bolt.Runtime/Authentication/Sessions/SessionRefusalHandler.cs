using System.Threading;
using System.Threading.Tasks;
using Bolt.Authentication.CrossSite;
using Bolt.Http;
using Bolt.Refusals;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Authentication.Sessions;

/// <summary>Answers <see cref="BoltRefusedException"/> out of endpoints that are not Bolt's, where the program calls <c>UseExceptionHandler()</c>.</summary>
internal sealed class SessionRefusalHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, System.Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BoltRefusedException refused)
        {
            return false;
        }

        await Write(httpContext, refused, httpContext.RequestServices.GetService<IProblemDetailsService>()).ConfigureAwait(false);
        return true;
    }

    public static Task Write(HttpContext http, BoltRefusedException refused, IProblemDetailsService? problems, byte[]? explanation = null)
    {
        http.Response.Headers.WWWAuthenticate = default;
        http.Response.Headers.RetryAfter = default;
        if (http.Response.Headers.CacheControl.Count == 0)
        {
            http.Response.Headers.CacheControl = "no-store";
        }

        // A program must not repeat a write that may have been made: no Retry-After there.
        return refused.StatusCode == StatusCodes.Status503ServiceUnavailable && RouteMethods.IsSafe(http.Request.Method)
            ? ProblemDetailsWriter.WriteUnavailable(http, problems, explanation)
            : ProblemDetailsWriter.Write(http, refused.StatusCode, problems, explanation);
    }
}
