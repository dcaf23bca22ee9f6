using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Diagnostics;
using Bolt.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bolt.Authentication.Sessions;

/// <summary>One backend's sessions: what happens on a request. Waits, and builds a state machine, only where a store or the users do not answer at once.</summary>
internal sealed class SessionEngine
{
    /// <summary>A request that was under way while the key was replaced has arrived by then.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromMinutes(1);

    private readonly byte[] _prefix;
    private readonly bool _asksUsers;
    private int _saidAmbiguous;
    private int _saidInsecure;

    /// <param name="name">The backend's name.</param>
    /// <param name="backend">The full name of its type.</param>
    /// <param name="application">Whose sessions: a store may serve several applications.</param>
    /// <param name="options">Its options.</param>
    /// <param name="services">The application's.</param>
    public SessionEngine(string name, string backend, string application, SessionOptions options, IServiceProvider services)
    {
        (Name, Backend, Options) = (name, backend, options);
        Store = services.GetRequiredService<ISessionStore>();
        Time = services.GetRequiredService<TimeProvider>();
        Metrics = services.GetRequiredService<BoltMetrics>();
        Json = services.GetRequiredService<SessionJson>();
        CrossSite = services.GetRequiredService<SessionWrites>();
        Logger = services.GetRequiredService<ILoggerFactory>().CreateLogger<SessionAuthentication>();
        _asksUsers = services.GetService<IServiceProviderIsService>()?.IsService(typeof(ISessionUserSource)) == true;
        _prefix = Encoding.UTF8.GetBytes(application + "\0" + backend + "\0");
    }

    public string Name { get; }

    public string Backend { get; }

    public SessionOptions Options { get; }

    public ISessionStore Store { get; }

    public TimeProvider Time { get; }

    public BoltMetrics Metrics { get; }

    public SessionJson Json { get; }

    public SessionWrites CrossSite { get; }

    public ILogger Logger { get; }

    public SecretHash HashOf(in SessionSecret secret) => secret.Hash(_prefix);

    public static SecretHash? HashOfStamp(string? stamp) => stamp is null ? null : new SecretHash(SHA256.HashData(Encoding.UTF8.GetBytes(stamp)));

    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http)
    {
        var resolution = ResolveAsync(http);
        return resolution.IsCompletedSuccessfully ? new(resolution.Result.ToOutcome()) : Later(resolution);

        static async ValueTask<AuthenticationOutcome> Later(ValueTask<SessionResolution> resolution) => (await resolution.ConfigureAwait(false)).ToOutcome();
    }

    /// <summary>What the request's cookie comes to. Decided once in a run of an endpoint.</summary>
    public ValueTask<SessionResolution> ResolveAsync(HttpContext http)
    {
        if (!SessionCookie.TryFind(http.Request.Headers.Cookie, Options.CookieName, out var cookie, out var isAmbiguous))
        {
            if (isAmbiguous && Interlocked.Exchange(ref _saidAmbiguous, 1) == 0)
            {
                SessionLog.AmbiguousCookie(Logger, Name, Options.CookieName);
            }

            return default;
        }

        var entry = SessionFeature.Find(http, this);
        if (entry is not null && entry.Cookie.Is(cookie))
        {
            if (entry.Resolution is { } decided)
            {
                return new(decided);
            }

            if (entry.IsFound)
            {
                return Judge(http, cookie, entry.Record);
            }
        }

        var aborted = http.RequestAborted;
        ValueTask<SessionRecord?> found;
        try
        {
            found = Store.FindAsync(cookie.Id, aborted);
        }
        catch (Exception e) when (!aborted.IsCancellationRequested)
        {
            return new(Unavailable(http, cookie, e));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw ClientAbort.From(e, aborted);
        }

        return found.IsCompletedSuccessfully ? Judge(http, cookie, found.Result) : Find(http, cookie, found);
    }

    /// <summary>The scheme has accepted the request: the endpoint and its session need not look again.</summary>
    public void Remember(HttpContext http, AuthContext caller)
    {
        if (caller.Session is { } record && SessionCookie.TryFind(http.Request.Headers.Cookie, Options.CookieName, out var cookie, out _))
        {
            Note(http, cookie, record, new(SessionState.Accepted, record, caller, null));
        }
    }

    private async ValueTask<SessionResolution> Find(HttpContext http, SessionSecret cookie, ValueTask<SessionRecord?> found)
    {
        var aborted = http.RequestAborted;
        SessionRecord? record;
        try
        {
            record = await found.ConfigureAwait(false);
        }
        catch (Exception e) when (!aborted.IsCancellationRequested)
        {
            return Unavailable(http, cookie, e);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw ClientAbort.From(e, aborted);
        }

        return await Judge(http, cookie, record).ConfigureAwait(false);
    }

    private ValueTask<SessionResolution> Judge(HttpContext http, in SessionSecret cookie, SessionRecord? record)
    {
        if (record is null || record.Id != cookie.Id || !string.Equals(record.Backend, Backend, StringComparison.Ordinal))
        {
            return Decide(http, cookie, null, new(SessionState.None, null, null, SessionFailure.Unknown));
        }

        var now = Time.GetUtcNow();
        var hash = HashOf(cookie);
        if (hash != record.SecretHash)
        {
            return Decide(http, cookie, record, WrongKey(record, hash, now));
        }

        if (record.IsOver(now))
        {
            return Decide(http, cookie, record, new(SessionState.None, null, null, now >= record.EndsAt ? SessionFailure.Expired : SessionFailure.Idle));
        }

        if (record.UserId is not null && _asksUsers)
        {
            return AskUsers(http, cookie, record, now);
        }

        var touch = now - record.LastSeenAt > Options.TouchInterval ? Touch(record, now) : default;
        if (record.UserId is null)
        {
            var anonymous = new SessionResolution(SessionState.Anonymous, record, null, null);
            return touch.IsCompletedSuccessfully ? Decide(http, cookie, record, anonymous) : After(touch, Decide(http, cookie, record, anonymous));
        }

        // Nothing to keep: the caller knows the record.
        var accepted = new ValueTask<SessionResolution>(new SessionResolution(SessionState.Accepted, record, CallerOf(record, null), null));
        return touch.IsCompletedSuccessfully ? accepted : After(touch, accepted);

        static async ValueTask<SessionResolution> After(ValueTask touch, ValueTask<SessionResolution> resolution)
        {
            await touch.ConfigureAwait(false);
            return await resolution.ConfigureAwait(false);
        }
    }

    private SessionResolution WrongKey(SessionRecord record, SecretHash hash, DateTimeOffset now)
    {
        // Not only the last key: two rotations may follow each other while a request is under way.
        var isLate = record.RotatedAt is { } rotated && now - rotated <= Lateness;
        if (!isLate && record.PreviousHash is { } previous && previous == hash)
        {
            SessionLog.KeyReused(Logger, Name, record.Id.ToString(), record.RotatedAt);
        }

        return new(isLate ? SessionState.Late : SessionState.None, isLate ? record : null, null, SessionFailure.WrongKey);
    }

    /// <summary>Rights are the user's of now: what was withdrawn counts at once.</summary>
    private async ValueTask<SessionResolution> AskUsers(HttpContext http, SessionSecret cookie, SessionRecord record, DateTimeOffset now)
    {
        SessionUser? user;
        try
        {
            user = await FindUserAsync(http, record.UserId!, http.RequestAborted).ConfigureAwait(false);
        }
        catch (BoltRefusedException)
        {
            return await Decide(http, cookie, record, new(SessionState.Unavailable, null, null, SessionFailure.UsersUnavailable)).ConfigureAwait(false);
        }

        // Neither deletes anything: the stamp may be about to be refreshed by the request that changed it.
        if (user is null)
        {
            return await Decide(http, cookie, record, new(SessionState.Stale, record, null, SessionFailure.UserGone)).ConfigureAwait(false);
        }

        if (HashOfStamp(user.Stamp) != record.Auth?.StampHash)
        {
            return await Decide(http, cookie, record, new(SessionState.Stale, record, null, SessionFailure.StampChanged)).ConfigureAwait(false);
        }

        if (now - record.LastSeenAt > Options.TouchInterval)
        {
            await Touch(record, now).ConfigureAwait(false);
        }

        var caller = CallerOf(record, user);
        SessionFeature.GetOrAdd(http, this).Keep(caller, user.User);
        return await Decide(http, cookie, record, new(SessionState.Accepted, record, caller, null)).ConfigureAwait(false);
    }

    /// <exception cref="BoltRefusedException">503: it could not be asked.</exception>
    public async ValueTask<SessionUser?> FindUserAsync(HttpContext http, string userId, CancellationToken cancellationToken)
    {
        if (!_asksUsers)
        {
            return null;
        }

        try
        {
            return await http.RequestServices.GetRequiredService<ISessionUserSource>().FindAsync(userId, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            SessionLog.StoreFailed(Logger, Name, "the user source", e);
            throw new BoltRefusedException(SessionFailure.UsersUnavailable, e);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw ClientAbort.From(e, cancellationToken);
        }
    }

    /// <summary>The caller of a session. One object serves every request that finds the same record and the same rights.</summary>
    public AuthContext CallerOf(SessionRecord record, SessionUser? user)
    {
        var permissions = user?.Permissions ?? PermissionSet.Empty;
        if (record.Caller is { } known && known.Backend == Name && known.IsStaff == (user?.IsStaff ?? false) && known.IsSuperuser == (user?.IsSuperuser ?? false)
            && ((permissions.Count == 0 && known.Permissions.Count == 0) || ReferenceEquals(permissions, known.Permissions)))
        {
            return known;
        }

        return record.Caller = new AuthContext(record.UserId!, Name)
        {
            IsStaff = user?.IsStaff ?? false,
            IsSuperuser = user?.IsSuperuser ?? false,
            Permissions = permissions,
            ExpiresAt = record.EndsAt,
            Session = record,
        };
    }

    /// <summary>A failed touch costs a session some of its time, and no caller an answer.</summary>
    private async ValueTask Touch(SessionRecord record, DateTimeOffset now)
    {
        try
        {
            await Store.TouchAsync(record.Id, record.Epoch, now, CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // whatever a store throws
        catch (Exception e)
#pragma warning restore CA1031
        {
            Failed("a touch of the store", e);
        }
    }

    /// <summary>Waits for the store. What it throws is logged, counted and answered with 503; an interrupted request is not its failure.</summary>
    /// <exception cref="BoltRefusedException">503: it could not be asked.</exception>
    public async ValueTask<T> Ask<T>(string what, Func<ValueTask<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Failed(what, e);
            throw new BoltRefusedException($"{what} failed.", e);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw ClientAbort.From(e, cancellationToken);
        }
    }

    /// <summary>The event and the count of a store that did not answer.</summary>
    public void Failed(string what, Exception e)
    {
        Metrics.SessionStoreFailed(Name);
        SessionLog.StoreFailed(Logger, Name, what, e);
    }

    /// <summary>Refuses what a handler asked for, with a line in the log.</summary>
    public BoltRefusedException Refuse(string what, int status, string reason)
    {
        SessionLog.Refused(Logger, Name, what, status, reason);
        return new BoltRefusedException(status, $"{what} was refused: {reason}");
    }

    /// <summary>A <c>Set-Cookie</c> value (RFC 6265bis §4.1); Lax, because a link from another site shall find its visitor signed in.</summary>
    public string SetCookie(HttpContext http, in SessionSecret secret, SessionRecord record)
    {
        WarnOfPlainHttp(http);
        var cookie = $"{Options.CookieName}={secret.ToCookie()}; path=/; secure; samesite=lax; httponly";
        if (!record.Persistent)
        {
            return cookie;
        }

        var left = record.EndsAt - Time.GetUtcNow();
        var age = left > MaximumAge ? MaximumAge : left;
        return FormattableString.Invariant($"{cookie}; max-age={(long)age.TotalSeconds}");
    }

    public string DeleteCookie() => $"{Options.CookieName}=; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=0; path=/; secure; samesite=lax; httponly";

    /// <summary>Browsers keep no cookie for longer (RFC 6265bis §5.5).</summary>
    private static readonly TimeSpan MaximumAge = TimeSpan.FromDays(400);

    private void WarnOfPlainHttp(HttpContext http)
    {
        if (!http.Request.IsHttps && !string.Equals(http.Request.Host.Host, "localhost", StringComparison.OrdinalIgnoreCase) && Interlocked.Exchange(ref _saidInsecure, 1) == 0)
        {
            SessionLog.InsecureCookie(Logger, Name);
        }
    }

    /// <summary>Kept for this run of an endpoint: a caller that waited for a store that is down once does not wait a second time.</summary>
    private SessionResolution Unavailable(HttpContext http, in SessionSecret cookie, Exception e)
    {
        Failed("a look-up of the store", e);
        var unavailable = new SessionResolution(SessionState.Unavailable, null, null, SessionFailure.StoreUnavailable);
        SessionFeature.GetOrAdd(http, this).Unavailable(cookie, unavailable);
        return unavailable;
    }

    private ValueTask<SessionResolution> Decide(HttpContext http, in SessionSecret cookie, SessionRecord? record, SessionResolution resolution)
    {
        Note(http, cookie, record, resolution);
        return new(resolution);
    }

    private void Note(HttpContext http, in SessionSecret cookie, SessionRecord? record, SessionResolution resolution)
    {
        var entry = SessionFeature.GetOrAdd(http, this);
        entry.Found(cookie, record);
        entry.Resolution = resolution;
    }
}
