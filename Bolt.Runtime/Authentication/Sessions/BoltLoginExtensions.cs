using System;
using System.Threading.Tasks;
using Bolt.Authentication.Sessions;
using Microsoft.AspNetCore.Http;

#pragma warning disable RS0026 // the backend is a type argument: no call can mean both

namespace Bolt;

/// <summary>
/// Signing in and out. Each is done when awaited: later failures of the request take nothing back. Without a type argument they mean the first session backend of the route's
/// <c>Auth</c>, else the only one there is, else <see cref="SessionAuthentication"/>.
/// </summary>
public static class BoltLoginExtensions
{
    /// <summary>This request's session. The same object for the whole run of an endpoint.</summary>
    /// <param name="http">The request.</param>
    /// <exception cref="InvalidOperationException"><c>AddSessions()</c> was not called.</exception>
    public static BoltSession GetBoltSession(this HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return Session(http, SessionBackends.Of(http));
    }

    /// <summary>This request's session of a backend that is named.</summary>
    /// <typeparam name="TBackend">The backend.</typeparam>
    /// <param name="http">The request.</param>
    /// <exception cref="InvalidOperationException"><c>AddSessions&lt;TBackend&gt;()</c> was not called.</exception>
    public static BoltSession GetBoltSession<TBackend>(this HttpContext http)
        where TBackend : SessionAuthentication
    {
        ArgumentNullException.ThrowIfNull(http);
        return Session(http, SessionBackends.Of<TBackend>(http));
    }

    /// <summary>
    /// Signs a user in whose password, passkey or token the caller has checked. The session gets a new key; values that an anonymous visitor or the same user set stay, another
    /// user's do not. From here on the request is that user's.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="user">Who.</param>
    /// <param name="options">How; or null.</param>
    /// <exception cref="BoltRefusedException">
    /// 403 where the request may come from another site, or its method is safe (GET) and the check is not switched off with <c>[RequireAntiforgeryToken(false)]</c>; 401 where
    /// the user has another stamp by now, or all its sessions were ended meanwhile; 503 where the store or the users do not answer. Let it pass.
    /// </exception>
    /// <exception cref="InvalidOperationException">The response has started.</exception>
    public static Task LoginAsync(this HttpContext http, IBoltUser user, LoginOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(user);
        return http.GetBoltSession().LoginAsync(user, options ?? new LoginOptions());
    }

    /// <summary>Signs a user in with a backend that is named.</summary>
    /// <inheritdoc cref="LoginAsync(HttpContext, IBoltUser, LoginOptions?)" />
    /// <typeparam name="TBackend">The backend.</typeparam>
    public static Task LoginAsync<TBackend>(this HttpContext http, IBoltUser user, LoginOptions? options = null)
        where TBackend : SessionAuthentication
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(user);
        return http.GetBoltSession<TBackend>().LoginAsync(user, options ?? new LoginOptions());
    }

    /// <summary>Ends the session with all its values, and deletes the cookie. Without a session nothing happens.</summary>
    /// <param name="http">The request.</param>
    /// <exception cref="BoltRefusedException">403 where the request may come from another site or its method is safe; 503 where the store does not answer: nobody is out then. Let it pass.</exception>
    /// <exception cref="InvalidOperationException">The response has started.</exception>
    public static Task LogoutAsync(this HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.GetBoltSession().LogoutAsync();
    }

    /// <summary>Ends the session of a backend that is named.</summary>
    /// <inheritdoc cref="LogoutAsync(HttpContext)" />
    /// <typeparam name="TBackend">The backend.</typeparam>
    public static Task LogoutAsync<TBackend>(this HttpContext http)
        where TBackend : SessionAuthentication
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.GetBoltSession<TBackend>().LogoutAsync();
    }

    /// <summary>
    /// After a change of the caller's password or rights: this session goes on with a new key and the user's new stamp, and the user's other sessions end. When and how the user
    /// signed in stays, and so does the end. A session that is gone is not made again.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="user">The user as it is after the change.</param>
    /// <param name="endOthers">End the user's other sessions of this backend.</param>
    /// <exception cref="BoltRefusedException">As for <see cref="LoginAsync(HttpContext, IBoltUser, LoginOptions?)"/>. Let it pass.</exception>
    /// <exception cref="InvalidOperationException">The response has started.</exception>
    public static Task RefreshLoginAsync(this HttpContext http, IBoltUser user, bool endOthers = true)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(user);
        return http.GetBoltSession().RefreshAsync(user, endOthers);
    }

    /// <summary>The same for a backend that is named.</summary>
    /// <inheritdoc cref="RefreshLoginAsync(HttpContext, IBoltUser, bool)" />
    /// <typeparam name="TBackend">The backend.</typeparam>
    public static Task RefreshLoginAsync<TBackend>(this HttpContext http, IBoltUser user, bool endOthers = true)
        where TBackend : SessionAuthentication
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(user);
        return http.GetBoltSession<TBackend>().RefreshAsync(user, endOthers);
    }

    private static BoltSession Session(HttpContext http, SessionEngine engine)
    {
        var entry = SessionFeature.GetOrAdd(http, engine);
        return entry.Session ??= new BoltSession(engine, entry, http);
    }
}
