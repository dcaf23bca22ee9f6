using System;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Authentication;
using Bolt.Authentication.Sessions;
using Microsoft.AspNetCore.Http;

namespace Bolt;

/// <content>Signing in and out. Each step is done when awaited, whatever becomes of the request.</content>
public sealed partial class BoltSession
{
    private const int MaximumDeviceLength = 256;

    internal async Task LoginAsync(IBoltUser user, LoginOptions options)
    {
        ThrowIfLate();
        ThrowIfFromAnotherSite("LoginAsync", isSigning: true);
        await LoadAsync(default).ConfigureAwait(false);
        var http = Http;
        var isAnother = Record?.UserId is { } before && before != user.Id;
        var given = SessionUser.From(user);

        // Before the users are asked: who changes one raises the generation after it, so that a login which still sees the user as it was is refused or ended.
        var generation = await Ask("a look-up of the store", () => Engine.Store.GenerationAsync(Engine.Backend, user.Id, CancellationToken.None)).ConfigureAwait(false);
        var now = await Engine.FindUserAsync(http, user.Id, http.RequestAborted).ConfigureAwait(false);
        if (now is not null && now.Stamp != given.Stamp)
        {
            // The password that was checked may be the old one.
            throw Engine.Refuse("LoginAsync", StatusCodes.Status401Unauthorized, "the user was changed while it signed in");
        }

        var auth = new SessionAuth(Engine.Time.GetUtcNow(), options.Method, SessionEngine.HashOfStamp(given.Stamp));
        try
        {
            await SignInAsync(user, options, generation, auth).ConfigureAwait(false);
            await EndIfTooLateAsync("LoginAsync").ConfigureAwait(false);
        }
        catch (BoltRefusedException)
        {
            // The key is sent to nobody: whatever the store holds, nobody is signed in.
            _entry.SetCookie = null;
            _state = SessionState.Late;
            throw;
        }

        if (isAnother)
        {
            ForgetPages(http);
        }

        await EndLeastUsedAsync(user.Id).ConfigureAwait(false);
        SignedIn(http, Engine.CallerOf(Record!, now ?? given), (now ?? given).User);
    }

    /// <summary>The same user keeps the values, another user starts with none. A login that loses a race for the key has a session of its own.</summary>
    private async ValueTask SignInAsync(IBoltUser user, LoginOptions options, SessionGeneration generation, SessionAuth auth)
    {
        var keeps = IsLive && (Record!.UserId is null || (Record.UserId == user.Id && Record.Auth?.StampHash == auth.StampHash));
        if (!keeps && _state is not SessionState.None)
        {
            // What was set so far was set for another user.
            Buffer.Reset();
        }

        var changes = Buffer.Take(Engine.Options.MaximumSize);
        if (!keeps)
        {
            changes = new SessionChanges { Cleared = true, Set = changes.Set, MaximumSize = changes.MaximumSize };
        }

        var values = SessionValues.Merge(keeps ? Record!.Values : SessionChanges.None.Set, changes);
        if (_state is not (SessionState.None or SessionState.Late) && Record is { } from)
        {
            var secret = SessionSecret.New(from.Id);
            var to = Rotation(from, Engine.HashOf(secret), from.Epoch + 1, user.Id, generation.Current, auth, options);
            var rotated = await Write("a rotation of the store", () => Engine.Store.RotateAsync(from.Id, from.SecretHash, to, changes, CancellationToken.None), CancellationToken.None).ConfigureAwait(false);
            if (rotated == SessionWrite.TooLarge)
            {
                throw TooLarge();
            }

            if (rotated == SessionWrite.Applied)
            {
                Rotated(secret, SessionValues.Rotated(from, to, values), SessionState.Accepted);
                SessionLog.SignedIn(Engine.Logger, Engine.Name, user.Id, Record!.Id.ToString());
                return;
            }
        }

        var set = new SessionChanges { Set = values };
        await CreateAsync(set, (hash, id) => NewRecord(id, hash, user.Id, generation.Current, auth, options, values)).ConfigureAwait(false);
        (_state, _isForeign) = (SessionState.Accepted, false);
        SessionLog.SignedIn(Engine.Logger, Engine.Name, user.Id, Record!.Id.ToString());
    }

    internal async Task LogoutAsync()
    {
        await EndAsync("LogoutAsync", default).ConfigureAwait(false);
    }

    private async ValueTask EndAsync(string what, CancellationToken cancellationToken)
    {
        ThrowIfLate();
        ThrowIfFromAnotherSite(what, isSigning: true);
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        Buffer.Reset();
        ThrowIfForeign(what);
        if (_state == SessionState.Late)
        {
            // The key was replaced while this request was under way. It may not end what is another's by now, and nobody may believe to be out who is not.
            throw Engine.Refuse(what, StatusCodes.Status503ServiceUnavailable, "the session's key was replaced meanwhile");
        }

        if (_state == SessionState.None || Record is not { } record)
        {
            return;
        }

        var http = Http;
        var isGone = await Write("a deletion from the store", () => Engine.Store.DeleteAsync(record.Id, record.UserId, null, CancellationToken.None), CancellationToken.None).ConfigureAwait(false);
        if (isGone)
        {
            _entry.SetCookie = Engine.DeleteCookie();
            ForgetPages(http);
            Engine.Metrics.SessionEnded(Engine.Name);
            if (record.UserId is { } userId)
            {
                SessionLog.SignedOut(Engine.Logger, Engine.Name, userId, record.Id.ToString());
            }
        }

        // Not there any more, or another user's: that is not this request's to end.
        (_state, Record) = (isGone ? SessionState.None : SessionState.Stale, isGone ? null : record);
        if (http.GetAuthContext()?.Session is { } caller && caller.Id == record.Id)
        {
            CallerFeature.Forget(http);
        }
    }

    private async ValueTask CycleAsync(CancellationToken cancellationToken)
    {
        await PrepareWriteAsync("CycleKeyAsync", cancellationToken).ConfigureAwait(false);
        if (!IsLive || Record is not { } from)
        {
            return;
        }

        var secret = SessionSecret.New(from.Id);
        var changes = Buffer.Peek();
        var to = Keep(from, Engine.HashOf(secret), from.Epoch, from.Auth);
        var limited = new SessionChanges { Cleared = changes.Cleared, Set = changes.Set, Removed = changes.Removed, MaximumSize = Engine.Options.MaximumSize };
        var rotated = await Write("a rotation of the store", () => Engine.Store.RotateAsync(from.Id, from.SecretHash, to, limited, CancellationToken.None), CancellationToken.None).ConfigureAwait(false);
        if (rotated == SessionWrite.TooLarge)
        {
            throw TooLarge();
        }

        if (rotated == SessionWrite.Applied)
        {
            Buffer.Reset();
            Rotated(secret, SessionValues.Rotated(from, to, SessionValues.Merge(from.Values, limited)), _state);
        }
    }

    internal async Task RefreshAsync(IBoltUser user, bool endOthers)
    {
        ThrowIfLate();
        ThrowIfFromAnotherSite("RefreshLoginAsync", isSigning: false);
        await LoadAsync(default).ConfigureAwait(false);
        var http = Http;
        var own = IsLive && _state == SessionState.Accepted && Record!.UserId == user.Id ? Record : null;
        var generation = endOthers
            ? await Ask("ending a generation", () => Engine.Store.EndGenerationAsync(Engine.Backend, user.Id, own?.Id, CancellationToken.None)).ConfigureAwait(false)
            : default;
        if (own is not null)
        {
            await RefreshOwnAsync(http, own, user).ConfigureAwait(false);
            await EndIfTooLateAsync("RefreshLoginAsync").ConfigureAwait(false);
        }

        if (endOthers)
        {
            await Ask("ending the user's other sessions", () => SessionDirectory.EndAsync(Engine, user.Id, generation, CancellationToken.None)).ConfigureAwait(false);
        }
    }

    private async ValueTask RefreshOwnAsync(HttpContext http, SessionRecord own, IBoltUser user)
    {
        var stamp = SessionUser.From(user).Stamp;
        var auth = new SessionAuth(own.Auth?.AuthenticatedAt ?? Engine.Time.GetUtcNow(), own.Auth?.Method, SessionEngine.HashOfStamp(stamp));
        var secret = SessionSecret.New(own.Id);
        var to = Keep(own, Engine.HashOf(secret), own.Epoch + 1, auth);
        var changes = Buffer.Take(Engine.Options.MaximumSize);
        var rotated = await Write("a rotation of the store", () => Engine.Store.RotateAsync(own.Id, own.SecretHash, to, changes, CancellationToken.None), CancellationToken.None).ConfigureAwait(false);
        switch (rotated)
        {
            case SessionWrite.TooLarge:
                throw TooLarge();
            case SessionWrite.Applied:
                Rotated(secret, SessionValues.Rotated(own, to, SessionValues.Merge(own.Values, changes)), SessionState.Accepted);
                SignedIn(http, Engine.CallerOf(Record!, SessionUser.From(user)), user);
                break;
            default:
                _state = SessionState.Late;
                await RefreshAsLoserAsync(http, own, user.Id, stamp).ConfigureAwait(false);
                break;
        }
    }

    /// <summary>Another request of the same user moved the key and its browser has it: only how the user signed in is written, and only while it is the latest.</summary>
    private async ValueTask RefreshAsLoserAsync(HttpContext http, SessionRecord own, string userId, string? stamp)
    {
        for (var attempt = 0; attempt < 4; attempt++)
        {
            if (await Engine.FindUserAsync(http, userId, CancellationToken.None).ConfigureAwait(false) is { } user && user.Stamp != stamp)
            {
                return;
            }

            var now = await Ask("a look-up of the store", () => Engine.Store.FindAsync(own.Id, CancellationToken.None)).ConfigureAwait(false);
            if (now is null || now.UserId != userId)
            {
                return;
            }

            var to = Same(now, new SessionAuth(now.Auth?.AuthenticatedAt ?? Engine.Time.GetUtcNow(), now.Auth?.Method, SessionEngine.HashOfStamp(stamp)));
            if (await Write("a rotation of the store", () => Engine.Store.RotateAsync(now.Id, now.SecretHash, to, SessionChanges.None, CancellationToken.None), CancellationToken.None).ConfigureAwait(false) == SessionWrite.Applied)
            {
                return;
            }
        }
    }

    /// <summary>"Log out everywhere" came between: this session is one of those that were to end.</summary>
    private async ValueTask EndIfTooLateAsync(string what)
    {
        if (Record is not { UserId: { } userId } record)
        {
            return;
        }

        var now = await Ask("a look-up of the store", () => Engine.Store.GenerationAsync(Engine.Backend, userId, CancellationToken.None)).ConfigureAwait(false);
        if (now.Allows(record.Id, record.Generation))
        {
            return;
        }

        await Write("a deletion from the store", () => Engine.Store.DeleteAsync(record.Id, userId, record.Generation, CancellationToken.None), CancellationToken.None).ConfigureAwait(false);
        _entry.SetCookie = null;
        (_state, Record) = (SessionState.Late, null);
        CallerFeature.Forget(Http);
        throw Engine.Refuse(what, StatusCodes.Status401Unauthorized, "all sessions of the user were ended meanwhile");
    }

    private async ValueTask EndLeastUsedAsync(string userId)
    {
        if (Engine.Options.MaximumSessionsPerUser is > 0 and var maximum)
        {
            try
            {
                await SessionDirectory.EndLeastUsedAsync(Engine, userId, maximum, Record!.Id).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // whatever a store throws: the login is done
            catch (Exception e)
#pragma warning restore CA1031
            {
                Engine.Failed("ending the least used session", e);
            }
        }
    }

    private void Rotated(in SessionSecret secret, SessionRecord record, SessionState state)
    {
        (Record, _state, _isForeign) = (record, state, false);
        _entry.SetCookie = Engine.SetCookie(Http, secret, record);
    }

    /// <summary>
    /// The pages of a user that is out are nobody's to see. <c>no-store</c> is not enough: Chromium keeps such pages for the back button too. A handler may say otherwise afterwards.
    /// </summary>
    private static void ForgetPages(HttpContext http) => http.Response.Headers["Clear-Site-Data"] = "\"cache\"";

    /// <summary>From here on the request is the user's: for <c>http.User</c>, for guards that run later, and for <see cref="CurrentUser{TUser}"/>.</summary>
    private void SignedIn(HttpContext http, AuthContext caller, object user)
    {
        _entry.Keep(caller, user);
        CallerFeature.Set(http, caller, int.MaxValue);
    }

    private SessionRotation Rotation(SessionRecord from, SecretHash hash, int epoch, string userId, long generation, SessionAuth auth, LoginOptions options)
    {
        var now = Engine.Time.GetUtcNow();
        return new()
        {
            SecretHash = hash,
            PreviousHash = from.SecretHash,
            RotatedAt = now,
            Epoch = epoch,
            Generation = generation,
            Persistent = options.Persistent,
            UserId = userId,
            LastSeenAt = now,
            IdleTimeout = Engine.Options.IdleTimeout + Engine.Options.TouchInterval,
            EndsAt = now + Lifetime(options),
            Auth = auth,
            Device = Device(),
            Address = Address(),
        };
    }

    private SessionRecord NewRecord(
        SessionId id,
        SecretHash hash,
        string userId,
        long generation,
        SessionAuth auth,
        LoginOptions options,
        System.Collections.Generic.IReadOnlyDictionary<string, ReadOnlyMemory<byte>> values)
    {
        var now = Engine.Time.GetUtcNow();
        return new()
        {
            Id = id,
            Backend = Engine.Backend,
            SecretHash = hash,
            Generation = generation,
            Persistent = options.Persistent,
            UserId = userId,
            CreatedAt = now,
            LastSeenAt = now,
            IdleTimeout = Engine.Options.IdleTimeout + Engine.Options.TouchInterval,
            EndsAt = now + Lifetime(options),
            Auth = auth,
            Device = Device(),
            Address = Address(),
            Values = values,
        };
    }

    /// <summary>Another secret and the same end.</summary>
    private SessionRotation Keep(SessionRecord from, SecretHash hash, int epoch, SessionAuth? auth)
    {
        var now = Engine.Time.GetUtcNow();
        return new()
        {
            SecretHash = hash,
            PreviousHash = from.SecretHash,
            RotatedAt = now,
            Epoch = epoch,
            Generation = from.Generation,
            Persistent = from.Persistent,
            UserId = from.UserId,
            LastSeenAt = now,
            IdleTimeout = from.IdleTimeout,
            EndsAt = from.EndsAt,
            Auth = auth,
            Device = from.Device,
            Address = from.Address,
        };
    }

    /// <summary>The same secret: compare-and-set of nothing but how the user signed in.</summary>
    private static SessionRotation Same(SessionRecord from, SessionAuth auth) => new()
    {
        SecretHash = from.SecretHash,
        PreviousHash = from.PreviousHash,
        RotatedAt = from.RotatedAt,
        Epoch = from.Epoch,
        Generation = from.Generation,
        Persistent = from.Persistent,
        UserId = from.UserId,
        LastSeenAt = from.LastSeenAt,
        IdleTimeout = from.IdleTimeout,
        EndsAt = from.EndsAt,
        Auth = auth,
        Device = from.Device,
        Address = from.Address,
    };

    private TimeSpan Lifetime(LoginOptions options) =>
        options.AbsoluteTimeout is { } asked && asked < Engine.Options.AbsoluteTimeout ? asked : Engine.Options.AbsoluteTimeout;

    private string? Device()
    {
        var agent = Http.Request.Headers.UserAgent.ToString();
        return agent.Length == 0 ? null : agent.Length <= MaximumDeviceLength ? agent : agent[..MaximumDeviceLength];
    }

    private string? Address() => Engine.Options.RecordAddress ? Http.Connection.RemoteIpAddress?.ToString() : null;
}
