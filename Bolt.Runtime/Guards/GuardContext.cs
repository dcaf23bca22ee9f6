using System;
using Microsoft.AspNetCore.Http;

namespace Bolt;

/// <summary>What a guard may look at. A value, so that evaluating a guard allocates nothing.</summary>
public readonly struct GuardContext
{
    /// <summary>Made by generated code and by tests of guards.</summary>
    /// <param name="http">The request.</param>
    /// <param name="auth">The caller, or null when no backend accepted the request.</param>
    /// <param name="time">The clock; null means the system's.</param>
    public GuardContext(HttpContext http, AuthContext? auth, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        Http = http;
        Auth = auth;
        Time = time ?? TimeProvider.System;
    }

    /// <summary>The request. Its body has not been read, and a guard must not read it.</summary>
    public HttpContext Http { get; }

    /// <summary>The caller, or null when no backend accepted the request.</summary>
    public AuthContext? Auth { get; }

    /// <summary>The request's services.</summary>
    public IServiceProvider Services => Http.RequestServices;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }
}
