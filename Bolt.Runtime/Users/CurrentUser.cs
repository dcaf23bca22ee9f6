using System;
using System.ComponentModel;
using System.Threading.Tasks;
using Bolt.Authentication;
using Bolt.Authentication.Sessions;
using Bolt.Hosting;
using Bolt.Http;
using Bolt.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt;

/// <summary>The caller's user, loaded on first use and once per request and endpoint.</summary>
/// <typeparam name="TUser">Your user type.</typeparam>
public sealed class CurrentUser<TUser>
    where TUser : class
{
    private readonly HttpContext _http;
    private AuthContext? _auth;

    /// <summary>A request that is executed again has another one: what was loaded for the earlier endpoint, or could not be, does not count.</summary>
    private CallerFeature? _run;
    private Task<TUser?>? _load;

    private CurrentUser(HttpContext http, AuthContext? auth, CallerFeature? run)
    {
        _http = http;
        _auth = auth;
        _run = run;
    }

    /// <summary>For generated code: the one instance of this run of the endpoint. Declare a parameter of this type instead.</summary>
    /// <param name="http">The request.</param>
    /// <param name="auth">Who is calling, or null.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static CurrentUser<TUser> Of(HttpContext http, AuthContext? auth)
    {
        ArgumentNullException.ThrowIfNull(http);
        var run = CallerFeature.Get(http);
        if (http.Features.Get<CurrentUser<TUser>>() is { } known && ReferenceEquals(known._auth, auth) && ReferenceEquals(known._run, run))
        {
            return known;
        }

        var user = new CurrentUser<TUser>(http, auth, run);
        http.Features.Set(user);
        return user;
    }

    /// <summary>The user, or null for an anonymous caller and for a user that no longer exists.</summary>
    /// <exception cref="InvalidOperationException">No <see cref="IUserLoader{TUser}"/> is registered.</exception>
    public ValueTask<TUser?> GetAsync()
    {
        if (CallerFeature.Get(_http) is var now && !ReferenceEquals(now, _run))
        {
            // A user signed in or out in this request.
            (_run, _auth, _load) = (now, now?.Auth, null);
        }

        return _auth is null ? default
            : SessionFeature.UserOf(_http, _auth) is TUser known ? new ValueTask<TUser?>(known)
            : new ValueTask<TUser?>(_load ??= Load(_auth));
    }

    /// <summary>A loader that is interrupted because the client is gone may throw anything; that is not a failure.</summary>
    private async Task<TUser?> Load(AuthContext caller)
    {
        var loader = _http.RequestServices.GetService<IUserLoader<TUser>>()
            ?? throw new InvalidOperationException($"No IUserLoader<{TypeName.InCode(typeof(TUser))}> is registered: call AddBolt().AddUsers<{TypeName.InCode(typeof(TUser))}, …>().");
        var aborted = _http.RequestAborted;
        try
        {
            return loader is ICallerUserLoader<TUser> careful
                ? await careful.FindAsync(caller, aborted).ConfigureAwait(false)
                : await loader.FindAsync(caller.UserId, aborted).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException && aborted.IsCancellationRequested)
        {
            throw ClientAbort.From(e, aborted);
        }
    }
}
