using System;
using Bolt.Authentication.Schemes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bolt.Authentication.Sessions;

/// <summary>Notes the client's method before any middleware can change it, and says at start what a program should know of its store.</summary>
internal sealed class SessionStartupFilter(IServiceProvider services) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        if (services.GetRequiredService<ISessionStore>() is InMemorySessionStore && services.GetService<IHostEnvironment>()?.IsDevelopment() != true)
        {
            SessionLog.InMemory(services.GetRequiredService<ILoggerFactory>().CreateLogger<SessionAuthentication>());
        }

        app.Use(static following => http =>
        {
            UnsafeRequest.Note(http);
            return following(http);
        });
        next(app);
    };
}
