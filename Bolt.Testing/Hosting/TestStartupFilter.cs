using System;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Bolt.Testing.Hosting;

/// <summary>Looks at requests before the application's own middleware does.</summary>
internal sealed class TestStartupFilter(TestHost host) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        host.Start();
        app.Use(following => http =>
        {
            if (http.Request.Headers[TestHost.Header] is not { Count: > 0 } header || host.Read(header) is not { } asked)
            {
                return following(http);
            }

            // The application sees the request that a client would have sent.
            http.Request.Headers.Remove(TestHost.Header);
            return asked.Verified is { } verified ? RunAsync(http, verified, following) : asked.Login is { } login ? login.RunAsync(http) : Introduce(http, asked.Id!);
        });
        next(app);
    };

    private static Task Introduce(HttpContext http, StringValues id)
    {
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        http.Response.Headers[TestHost.HostHeader] = id;
        return Task.CompletedTask;
    }

#pragma warning disable CA1031 // what is thrown is a finding, not the end of the test
    private static async Task RunAsync(HttpContext http, VerifiedRequest request, RequestDelegate following)
    {
        request.Start(http);
        Exception? error = null;
        try
        {
            await following(http).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            error = e;
            if (!http.Response.HasStarted)
            {
                http.Response.Clear();
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            }
        }

        request.Finish(http, error ?? http.Features.Get<IExceptionHandlerFeature>()?.Error);
    }
#pragma warning restore CA1031
}
