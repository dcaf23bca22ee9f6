using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Bolt.Authentication.Sessions;

/// <summary>What a request knows of sessions. Made when something has to be kept: a request that a session in memory accepts has none.</summary>
internal sealed class SessionFeature
{
    private Endpoint? _endpoint;
    private IExceptionHandlerFeature? _error;
    private bool _isOver;

    /// <summary>One per backend.</summary>
    public SessionEntry? First { get; private set; }

    public static SessionFeature? Of(HttpContext http) => http.Features.Get<SessionFeature>();

    public static SessionEntry? Find(HttpContext http, SessionEngine engine)
    {
        var feature = Of(http);
        feature?.Renew(http);
        var entry = feature?.First;
        while (entry is not null && !ReferenceEquals(entry.Engine, engine))
        {
            entry = entry.Next;
        }

        return entry;
    }

    public static SessionEntry GetOrAdd(HttpContext http, SessionEngine engine)
    {
        if (Find(http, engine) is { } known)
        {
            return known;
        }

        var feature = Of(http);
        if (feature is null)
        {
            http.Features.Set(feature = new SessionFeature());
            feature.Renew(http);
        }

        return feature.First = new SessionEntry(engine, feature.First);
    }

    /// <summary>The user that was loaded to accept this caller, or null.</summary>
    public static object? UserOf(HttpContext http, AuthContext caller)
    {
        for (var entry = Of(http)?.First; entry is not null; entry = entry.Next)
        {
            if (ReferenceEquals(entry.UserOwner, caller))
            {
                return entry.User;
            }
        }

        return null;
    }

    /// <summary>The endpoint is done with the request. Another run of one has decisions and writes of its own.</summary>
    public void End() => _isOver = true;

    /// <summary>The endpoint threw: what it wrote and did not commit is nobody's.</summary>
    public void Drop()
    {
        for (var entry = First; entry is not null; entry = entry.Next)
        {
            entry.Session?.Drop();
        }
    }

    /// <summary>True where an endpoint other than Bolt's is still the one that wrote: an error page must not commit what the failed one set.</summary>
    public bool IsSameRun(HttpContext http) =>
        (_endpoint is null || ReferenceEquals(_endpoint, http.GetEndpoint())) && ReferenceEquals(_error, http.Features.Get<IExceptionHandlerFeature>());

    private void Renew(HttpContext http)
    {
        if (_isOver || !IsSameRun(http))
        {
            _isOver = false;
            for (var entry = First; entry is not null; entry = entry.Next)
            {
                entry.BeginRun();
            }
        }

        _endpoint = http.GetEndpoint();
        _error = http.Features.Get<IExceptionHandlerFeature>();
    }
}
