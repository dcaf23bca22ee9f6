using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Authentication;
using Bolt.Authentication.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;

namespace Bolt;

/// <content>What is behind it: the record, what this request changed, and how it gets into the store.</content>
public sealed partial class BoltSession
{
    private readonly SessionEntry _entry;
    private HttpContext? _http;
    private SessionState _state;
    private bool _isForeign;
    private bool _isDropped;
    private bool _isRead;

    internal BoltSession(SessionEngine engine, SessionEntry entry, HttpContext http)
    {
        (Engine, _entry, _http) = (engine, entry, http);
        http.Response.OnCompleted(
            static session =>
            {
                ((BoltSession)session)._http = null;
                return Task.CompletedTask;
            },
            this);
        http.Response.OnStarting(static session => ((BoltSession)session).OnStartingAsync(), this);
    }

    private SessionEngine Engine { get; }

    private SessionBuffer Buffer { get; } = new();

    private bool IsLoaded { get; set; }

    /// <summary>The session as this request sees it, or null.</summary>
    private SessionRecord? Record { get; set; }

    /// <summary>Before it is loaded: what authentication has found.</summary>
    private SessionRecord? Known => Http.GetAuthContext()?.Session is { } accepted && IsOwn(accepted) ? accepted : _entry.Resolution?.Record;

    private HttpContext Http => _http ?? throw new ObjectDisposedException(nameof(BoltSession), "The request is over.");

    private bool IsLive => _state is SessionState.Anonymous or SessionState.Accepted && !_isForeign;

    internal bool HasPending => !Buffer.IsEmpty;

    /// <summary>This run is over and did not succeed: nothing it set is written.</summary>
    internal void Drop()
    {
        _isDropped = true;
        Buffer.Reset();
    }

    /// <summary>Before the handler runs. False where it is not known whose session it is. No use yet: a response that says nothing of the session may still be stored.</summary>
    internal async ValueTask<bool> LookUpAsync()
    {
        var http = Http;
        return IsLoaded || Take(http, await ResolveAsync(http).ConfigureAwait(false));
    }

    internal async ValueTask LoadAsync(CancellationToken cancellationToken)
    {
        var http = Http;
        cancellationToken.ThrowIfCancellationRequested();
        MarkRead();
        if (IsLoaded)
        {
            return;
        }

        var resolution = await ResolveAsync(http).ConfigureAwait(false);
        if (!Take(http, resolution))
        {
            throw Engine.Refuse("The session", StatusCodes.Status503ServiceUnavailable, resolution.Reason!);
        }
    }

    private ValueTask<SessionResolution> ResolveAsync(HttpContext http) =>
        http.GetAuthContext() is { Session: { } accepted } caller && IsOwn(accepted)
            ? new(new SessionResolution(SessionState.Accepted, accepted, caller, null))
            : Engine.ResolveAsync(http);

    private bool Take(HttpContext http, SessionResolution resolution)
    {
        if (resolution.State == SessionState.Unavailable)
        {
            return false;
        }

        (_state, Record, IsLoaded) = (resolution.State, resolution.Record, true);
        _isForeign = Record?.UserId is { } owner && CallerOf(http) is { } other && other != owner;
        return true;
    }

    private bool IsOwn(SessionRecord record) => record.Backend == Engine.Backend;

    /// <summary>Who is calling by any credential. Where that is another user than the cookie's, the session is not the caller's.</summary>
    private static string? CallerOf(HttpContext http) =>
        http.GetAuthContext()?.UserId
        ?? (http.User.Identity?.IsAuthenticated == true ? http.User.FindFirst(System.Security.Claims.ClaimTypes.NameIdentifier)?.Value : null);

    private ReadOnlyMemory<byte>? Find(string key) =>
        // Not a plain null: beside a ReadOnlyMemory it is an empty one, made of no array.
        Buffer.Knows(key, out var value) ? value : IsLive && Record!.Values.TryGetValue(key, out var stored) ? stored : default(ReadOnlyMemory<byte>?);

    private IReadOnlyDictionary<string, ReadOnlyMemory<byte>> View() =>
        SessionValues.Merge(IsLive ? Record!.Values : SessionChanges.None.Set, Buffer.Peek());

    private T Read<T>(string key, ReadOnlyMemory<byte> json, T defaultValue)
    {
        var contract = Engine.Json.Of<T>();
        try
        {
            return JsonSerializer.Deserialize(json.Span, contract)!;
        }
#pragma warning disable CA1031 // whatever a constructor or a converter of the type throws
        catch (Exception)
#pragma warning restore CA1031
        {
            // Of another version of the program, or of another type: one value, and not the session.
            SessionLog.ValueUnreadable(Engine.Logger, Engine.Name, key, SessionKey ?? "", typeof(T).Name);
            return defaultValue;
        }
    }

    private async ValueTask PrepareWriteAsync(string what, CancellationToken cancellationToken)
    {
        ThrowIfLate();
        ThrowIfFromAnotherSite(what, isSigning: false);
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        ThrowIfForeign(what);
    }

    private void ThrowIfForeign(string what)
    {
        if (_isForeign)
        {
            throw Engine.Refuse(what, StatusCodes.Status403Forbidden, "the session is another user's than the caller");
        }
    }

    private void ThrowIfLate()
    {
        if (Http.Response.HasStarted)
        {
            throw new InvalidOperationException("The response has started: the session can no longer be written to.");
        }
    }

    private void ThrowIfFromAnotherSite(string what, bool isSigning)
    {
        if (Engine.CrossSite.Objection(Http, isSigning) is { } objection)
        {
            throw Engine.Refuse(what, StatusCodes.Status403Forbidden, objection);
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>?> TakeAsync(string key, CancellationToken cancellationToken)
    {
        if (Buffer.Knows(key, out var buffered))
        {
            Buffer.Remove(key);
            return buffered;
        }

        if (!IsLive || Record is not { } record || !record.Values.ContainsKey(key))
        {
            return null;
        }

        var taken = await Write("taking a value from the store", () => Engine.Store.TakeAsync(record.Id, record.Epoch, key, cancellationToken), cancellationToken).ConfigureAwait(false);
        Record = With(record, SessionValues.Merge(record.Values, new SessionChanges { Removed = [key] }));
        return taken;
    }

    internal async ValueTask<bool> WriteAsync(CancellationToken cancellationToken)
    {
        if (Buffer.IsEmpty || _isDropped)
        {
            return true;
        }

        await LoadAsync(cancellationToken).ConfigureAwait(false);
        if (_isForeign)
        {
            // Nothing but a Clear() from before it was known whose session it is: everything else looks first.
            Buffer.Reset();
            ThrowIfForeign("Clear");
        }

        if (_state is SessionState.Late or SessionState.Stale)
        {
            // A response that set another cookie now would sign out the browser that has the new one.
            return Dropped();
        }

        if (!IsLive)
        {
            return !Buffer.HasValues ? Nothing() : await CreateAsync().ConfigureAwait(false);
        }

        var (record, changes) = (Record!, Buffer.Take(Engine.Options.MaximumSize));
        var written = await Write("a write to the store", () => Engine.Store.ApplyAsync(record.Id, record.Epoch, changes, CancellationToken.None), CancellationToken.None).ConfigureAwait(false);
        if (written == SessionWrite.TooLarge)
        {
            throw TooLarge();
        }

        if (written == SessionWrite.Gone)
        {
            return Dropped();
        }

        Record = With(record, SessionValues.Merge(record.Values, changes));
        return true;

        bool Nothing()
        {
            Buffer.Reset();
            return true;
        }
    }

    private bool Dropped()
    {
        Buffer.Reset();
        Engine.Metrics.SessionWritesDropped(Engine.Name);
        SessionLog.WritesDropped(Engine.Logger, Engine.Name, Record?.Id.ToString() ?? "");
        return false;
    }

    private async ValueTask<bool> CreateAsync()
    {
        var changes = Buffer.Take(Engine.Options.MaximumSize);
        var (options, now) = (Engine.Options, Engine.Time.GetUtcNow());
        await CreateAsync(changes, (secret, id) => new SessionRecord
        {
            Id = id,
            Backend = Engine.Backend,
            SecretHash = secret,
            CreatedAt = now,
            LastSeenAt = now,
            IdleTimeout = options.AnonymousTimeout + options.TouchInterval,
            EndsAt = now + options.AbsoluteTimeout,
            Values = changes.Set,
        }).ConfigureAwait(false);
        _state = SessionState.Anonymous;
        return true;
    }

    private async ValueTask CreateAsync(SessionChanges changes, Func<SecretHash, SessionId, SessionRecord> make)
    {
        if (SessionValues.IsTooLarge(SessionChanges.None.Set, changes.Set, Engine.Options.MaximumSize))
        {
            throw TooLarge();
        }

        for (var attempt = 0; ; attempt++)
        {
            var secret = SessionSecret.New(SessionId.New());
            var record = make(Engine.HashOf(secret), secret.Id);
            if (await Ask("creating a session", () => Engine.Store.CreateAsync(record, CancellationToken.None)).ConfigureAwait(false))
            {
                Record = record;
                _entry.SetCookie = Engine.SetCookie(Http, secret, record);
                Engine.Metrics.SessionCreated(Engine.Name);
                return;
            }

            if (attempt == 3)
            {
                // Never by chance.
                throw Engine.Refuse("A session", StatusCodes.Status503ServiceUnavailable, "the store says of every new id that it exists");
            }
        }
    }

    private BoltRefusedException TooLarge() =>
        Engine.Refuse("A write to the session", StatusCodes.Status413PayloadTooLarge, $"it would grow beyond {Engine.Options.MaximumSize} octets");

    /// <summary>The record with other values, as the store holds it now.</summary>
    private static SessionRecord With(SessionRecord record, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> values) => SessionValues.With(record, values);

    private ValueTask<T> Ask<T>(string what, Func<ValueTask<T>> call, CancellationToken cancellationToken = default) => Engine.Ask(what, call, cancellationToken);

    /// <summary>The same for a call that writes: whether or not it did, what was found before is not what is there now.</summary>
    private ValueTask<T> Write<T>(string what, Func<ValueTask<T>> call, CancellationToken cancellationToken = default)
    {
        _entry.Changed();
        return Engine.Ask(what, call, cancellationToken);
    }

    /// <summary>What was read for one visitor is not for shared caches, and not for the browser's after a logout.</summary>
    private void MarkRead()
    {
        if (!_isRead)
        {
            _isRead = true;
            if (_http!.Features.Get<IOutputCacheFeature>() is { } cache)
            {
                cache.Context.AllowCacheStorage = false;
            }
        }
    }

    private async Task OnStartingAsync()
    {
        if (_http is not { } http)
        {
            return;
        }

        var headers = http.Response.Headers;
        if (!Buffer.IsEmpty && !_isDropped && http.Response.StatusCode < StatusCodes.Status500InternalServerError && SessionFeature.Of(http)?.IsSameRun(http) == true)
        {
            // Endpoints that are not Bolt's, and results that say only here what their status is. An exception ends in 500.
            await WriteAsync(CancellationToken.None).ConfigureAwait(false);
        }

        if (_isRead)
        {
            headers.Append("Vary", "Cookie");
        }

        var isSet = _entry.SetCookie is not null;
        if (_entry.SetCookie is { } cookie)
        {
            _entry.SetCookie = null;
            headers.Append("Set-Cookie", cookie);
        }

        if ((_isRead || isSet) && headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-store";
        }
    }
}
