using System;
using Bolt.Authentication.Schemes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bolt.Authentication.Jwt.Refresh;

/// <summary>Notes the client's method before any middleware can change it, for <see cref="RefreshCookie"/>, and says at start what a program should know of its store.</summary>
internal sealed class RefreshStartupFilter(IServiceProvider services) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        if (services.GetRequiredService<IRefreshTokenStore>() is InMemoryRefreshTokenStore && services.GetService<IHostEnvironment>()?.IsDevelopment() != true)
        {
            RefreshLog.InMemory(services.GetRequiredService<ILogger<JwtIssuer>>());
        }

        app.Use(static following => http =>
        {
            UnsafeRequest.Note(http);
            return following(http);
        });
        next(app);
    };
}
