using System;
using System.IO;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks;
using Bolt.Authentication.Sessions;
using Bolt.Endpoints.Responses;
using Microsoft.AspNetCore.Http;

namespace Bolt.Endpoints;

/// <content>
/// Sessions: what a handler has set is written behind the handler and before its result, so that no response says that something was kept which was not. Costs nothing where the
/// application has no sessions, and a look at the request's features where it has.
/// </content>
public abstract partial class BoltEndpoint
{
    private readonly bool _hasSessions;
    private readonly bool _hasRefusals;

    /// <summary>The session of a handler's parameter.</summary>
    /// <param name="http">The request.</param>
    protected static BoltSession Session(HttpContext http) => http.GetBoltSession();

    /// <summary>The session of a parameter that must not be made up where the store or the users cannot be asked: looked up before the handler runs. False: the refusal has been written.</summary>
    /// <param name="http">The request.</param>
    protected async ValueTask<bool> SessionIsThere(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (await http.GetBoltSession().LookUpAsync().ConfigureAwait(false))
        {
            return true;
        }

        await _refusals.RefuseSession(http).ConfigureAwait(false);
        return false;
    }

    /// <summary>Says that the handler takes the session.</summary>
    /// <param name="mapper">Collects what is missing.</param>
    protected void NeedsSession(BoltMapper mapper)
    {
        ArgumentNullException.ThrowIfNull(mapper);
        if (!_backends.Exists(static b => b is SessionAuthentication))
        {
            mapper.NeedsSessions(Info);
        }
    }

    private SessionEngine? FirstSessionBackend()
    {
        foreach (var backend in _backends)
        {
            if (backend is SessionAuthentication session)
            {
                return session.Engine;
            }
        }

        return null;
    }

    /// <summary>Where nothing is to be written, which is what most requests come to, nothing is waited for.</summary>
    private bool HasPending(HttpContext http)
    {
        if (!_hasSessions)
        {
            return false;
        }

        for (var entry = SessionFeature.Of(http)?.First; entry is not null; entry = entry.Next)
        {
            if (entry.Session is { HasPending: true })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes what the handler has set, unless the response is to be a failure of the server. False: it could not be written, and the refusal has been.</summary>
    private async ValueTask<bool> Commit(HttpContext http, int status)
    {
        try
        {
            for (var entry = SessionFeature.Of(http)?.First; entry is not null; entry = entry.Next)
            {
                if (status >= StatusCodes.Status500InternalServerError)
                {
                    entry.Session?.Drop();
                }
                else if (entry.Session is { } session)
                {
                    await session.WriteAsync(default).ConfigureAwait(false);
                }
            }

            return true;
        }
        catch (BoltRefusedException refused)
        {
            SessionFeature.Of(http)?.Drop();
            await _refusals.Refuse(http, refused).ConfigureAwait(false);
            return false;
        }
    }

    /// <summary>The status a result is going to set, or null where only the response will tell: that one is committed when the response starts.</summary>
    private static int? StatusOf(HttpContext http, IResult result)
    {
        while (result is INestedHttpResult nested)
        {
            result = nested.Result;
        }

        return result is IStatusCodeHttpResult known ? known.StatusCode ?? http.Response.StatusCode : null;
    }

    private async Task CommitThenExecute(HttpContext http, IResult result, int status)
    {
        if (await Commit(http, status).ConfigureAwait(false))
        {
            await result.ExecuteAsync(http).ConfigureAwait(false);
        }
    }

    private async Task CommitThen<TState>(HttpContext http, TState state, Func<BoltEndpoint, HttpContext, TState, Task> write)
    {
        if (await Commit(http, http.Response.StatusCode).ConfigureAwait(false))
        {
            await write(this, http, state).ConfigureAwait(false);
        }
    }

    /// <summary>A stream is disposed, whatever becomes of the request.</summary>
    private async Task CommitThenSend(HttpContext http, Stream stream)
    {
        await using var _ = stream.ConfigureAwait(false);
        if (await Commit(http, http.Response.StatusCode).ConfigureAwait(false))
        {
            await StreamBody.Write(http, stream).ConfigureAwait(false);
        }
    }

    private Task StartWithSessions(HttpContext http)
    {
        Task run;
        try
        {
            run = IsObserved ? Observe(http) : Invoke(http);
        }
        catch (Exception e) when (e is BoltRefusedException || SessionFeature.Of(http) is not null)
        {
            return Failed(http, e);
        }

        return SessionFeature.Of(http) is null && run.IsCompletedSuccessfully ? run : Finish(http, run);
    }

    private async Task Finish(HttpContext http, Task run)
    {
        try
        {
            await run.ConfigureAwait(false);
        }
        catch (Exception e) when (e is BoltRefusedException || SessionFeature.Of(http) is not null)
        {
            await Failed(http, e).ConfigureAwait(false);
            return;
        }

        if (!http.Response.HasStarted && HasPending(http))
        {
            // A handler that returned nothing.
            await Commit(http, http.Response.StatusCode).ConfigureAwait(false);
        }

        SessionFeature.Of(http)?.End();
    }

    /// <summary>What was not committed is dropped. A key that was replaced must still reach the browser: the store knows the new one only.</summary>
    private async Task Failed(HttpContext http, Exception exception)
    {
        // None where the handler asked the user's sessions and had none of its own.
        var feature = SessionFeature.Of(http);
        feature?.Drop();
        feature?.End();
        if (http.Response.HasStarted)
        {
            ExceptionDispatchInfo.Throw(exception);
        }

        if (exception is BoltRefusedException refused)
        {
            await _refusals.Refuse(http, refused).ConfigureAwait(false);
            return;
        }

        for (var entry = feature?.First; entry is not null; entry = entry.Next)
        {
            if (entry.SetCookie is not null)
            {
                http.Response.Clear();
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
                await http.Response.CompleteAsync().ConfigureAwait(false);
                break;
            }
        }

        ExceptionDispatchInfo.Throw(exception);
    }
}
