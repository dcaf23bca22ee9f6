using System;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Endpoints;

/// <content>Binding: services, and the handler itself.</content>
public abstract partial class BoltEndpoint
{
    /// <summary>A service the route cannot do without.</summary>
    protected void Needs<T>(BoltMapper mapper) =>
        mapper.NeedsService(typeof(T), Info);

    /// <summary>How the caller's user is loaded.</summary>
    protected void NeedsUser<TUser>(BoltMapper mapper)
        where TUser : class => mapper.NeedsService(typeof(IUserLoader<TUser>), Info);

    /// <summary>A service that must be registered.</summary>
    protected static T Service<T>(HttpContext http)
        where T : notnull => http.RequestServices.GetRequiredService<T>();

    /// <summary>A service that must be registered under a key.</summary>
    protected static T Service<T>(HttpContext http, object? key)
        where T : notnull => http.RequestServices.GetRequiredKeyedService<T>(key);

    /// <summary>A service, or null.</summary>
    protected static T? OptionalService<T>(HttpContext http) => http.RequestServices.GetService<T>();

    /// <summary>A service under a key, or null.</summary>
    protected static T? OptionalService<T>(HttpContext http, object? key) => http.RequestServices.GetKeyedService<T>(key);

    /// <summary>An argument passed as <c>in</c>, where only that tells the handler from an overload.</summary>
    protected static ref readonly T In<T>(in T value) => ref value;

    /// <summary>Disposes a handler with its request.</summary>
    protected static T Track<T>(HttpContext http, T handler)
    {
        switch (handler)
        {
            case IAsyncDisposable later:
                http.Response.RegisterForDisposeAsync(later);
                break;
            case IDisposable now:
                http.Response.RegisterForDispose(now);
                break;
        }

        return handler;
    }
}
