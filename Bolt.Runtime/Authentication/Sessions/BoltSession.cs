using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Authentication.Sessions;
using Microsoft.AspNetCore.Http;

#pragma warning disable RS0026 // as IDictionary's: with a default and without one

namespace Bolt;

/// <summary>
/// The visitor's session: values by name, kept in the store. A handler parameter; <c>http.GetBoltSession()</c> elsewhere. Nothing is created before the first value is set, and
/// without the cookie nothing is looked up.
/// </summary>
/// <remarks>
/// <para>
/// For a parameter the session is looked up before the handler runs, and a store or users that do not answer are 503; <c>GetBoltSession()</c> looks up on first use.
/// </para>
/// <para>
/// Values are JSON through the application's contracts; primitives, arrays and string dictionaries of them need none. What is set is written once, when the handler has returned
/// and before its result is; not where it throws or answers 500 or above. Names that other requests write meanwhile stay. Where the session was ended or signed in to meanwhile,
/// what this request set is dropped, and <see cref="CommitAsync"/> says so.
/// </para>
/// <para>
/// Every method may throw <see cref="BoltRefusedException"/>: 503 where the store does not answer, and for those that write 403 where the request may come from another site, and
/// 413 where the session would grow too large. After the response has started, what writes throws <see cref="InvalidOperationException"/>; after the request, everything throws
/// <see cref="ObjectDisposedException"/>. Not for several threads at once.
/// </para>
/// </remarks>
public sealed partial class BoltSession
{
    private static readonly JsonElement Null = JsonElement.Parse("null"u8);

    /// <summary>How long a name may be, in characters.</summary>
    public const int MaximumNameLength = 128;

    /// <summary>The session's public id; null before the first write. Opens nothing, so it may be shown and logged.</summary>
    public string? SessionKey
    {
        get
        {
            // What is made of it is this visitor's.
            _ = Http;
            MarkRead();
            return (IsLoaded ? Record : Known)?.Id.ToString();
        }
    }

    /// <summary>The value, or null or zero where there is none or it does not fit the type.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="key">Its name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public ValueTask<T?> GetAsync<T>(string key, CancellationToken cancellationToken = default) => GetAsync<T?>(key, default, cancellationToken);

    /// <summary>The value, or the default where there is none or it does not fit the type.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="key">Its name.</param>
    /// <param name="defaultValue">The default.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<T> GetAsync<T>(string key, T defaultValue, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        return Find(key) is { } json ? Read(key, json, defaultValue) : defaultValue;
    }

    /// <summary>Sets a value. What it was made of may change afterwards: it is serialized at once.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="key">Its name, at most <see cref="MaximumNameLength"/> characters.</param>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InvalidOperationException">The response has started, or the type is in no <c>JsonSerializerContext</c>.</exception>
    /// <exception cref="BoltRefusedException">See the remarks of the class.</exception>
    public async ValueTask SetAsync<T>(string key, T value, CancellationToken cancellationToken = default)
    {
        ThrowIfNotName(key);
        var json = JsonSerializer.SerializeToUtf8Bytes(value, Engine.Json.Of<T>());
        await PrepareWriteAsync("SetAsync", cancellationToken).ConfigureAwait(false);
        if (json.Length > Engine.Options.MaximumSize)
        {
            throw Engine.Refuse("SetAsync", StatusCodes.Status413PayloadTooLarge, $"the value '{key}' is larger than a session may be ({Engine.Options.MaximumSize} octets)");
        }

        Buffer.Set(key, json);
    }

    /// <summary>Removes the value and returns it, or null or zero where there is none. Done when awaited: of several requests that pop it at once, one gets it.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="key">Its name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public ValueTask<T?> PopAsync<T>(string key, CancellationToken cancellationToken = default) => PopAsync<T?>(key, default, cancellationToken);

    /// <summary>Removes the value and returns it, or the default where there is none. Done when awaited: of several requests that pop it at once, one gets it.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="key">Its name.</param>
    /// <param name="defaultValue">The default.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<T> PopAsync<T>(string key, T defaultValue, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        await PrepareWriteAsync("PopAsync", cancellationToken).ConfigureAwait(false);
        return await TakeAsync(key, cancellationToken).ConfigureAwait(false) is { } json ? Read(key, json, defaultValue) : defaultValue;
    }

    /// <summary>The names of all values.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<IReadOnlyCollection<string>> KeysAsync(CancellationToken cancellationToken = default)
    {
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        return [.. View().Keys];
    }

    /// <summary>All values as JSON, by name: one for each of <see cref="KeysAsync"/> that can be read, those that are JSON <c>null</c> too.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<IReadOnlyDictionary<string, JsonElement>> ItemsAsync(CancellationToken cancellationToken = default)
    {
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        var items = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, json) in View())
        {
            // The contract turns null into nothing, and what cannot be read is nothing as well: the one is a value, the other is not.
            if ((json.Span.SequenceEqual("null"u8) ? Null : Read(name, json, default(JsonElement))) is { ValueKind: not JsonValueKind.Undefined } value)
            {
                items.Add(name, value);
            }
        }

        return items;
    }

    /// <summary>Ends the session, the login included, and deletes the cookie. Done when awaited; a value set later starts another session.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="BoltRefusedException">Also on a safe method: 403.</exception>
    public ValueTask FlushAsync(CancellationToken cancellationToken = default) => EndAsync("FlushAsync", cancellationToken);

    /// <summary>Gives the session another secret: its cookie's copies are worth nothing now. The values, the login and the end stay. Done when awaited, with what was set so far.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public ValueTask CycleKeyAsync(CancellationToken cancellationToken = default) => CycleAsync(cancellationToken);

    /// <summary>Removes all values; the login stays. The call looks nothing up and waits for nothing: the session is looked up when the change is written, unless it was before.</summary>
    /// <exception cref="BoltRefusedException">403 where the request may come from another site, or the session is known to be another user's than the caller's; else that is said when the change is written.</exception>
    public void Clear()
    {
        ThrowIfLate();
        ThrowIfFromAnotherSite("Clear", isSigning: false);
        ThrowIfForeign("Clear");
        MarkRead();
        Buffer.Clear();
    }

    /// <summary>Writes what was set so far, without waiting for the end of the handler. False where it was dropped, because the session was ended or signed in to meanwhile.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public ValueTask<bool> CommitAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfLate();
        return WriteAsync(cancellationToken);
    }

    /// <summary>
    /// Asks the store whether this request's session still lives: for sockets and streams, which outlive a logout. The user is not asked: end the sessions of one who is gone with
    /// <see cref="BoltSessions.EndAllAsync"/>.
    /// </summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<bool> IsAliveAsync(CancellationToken cancellationToken = default)
    {
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        if (!IsLive || Record is not { } mine)
        {
            return false;
        }

        var now = await Ask("a look-up of the store", () => Engine.Store.FindAsync(mine.Id, cancellationToken), cancellationToken).ConfigureAwait(false);
        return now is not null && now.Epoch == mine.Epoch && now.UserId == mine.UserId;
    }

    private static void ThrowIfNotName(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (key.Length > MaximumNameLength)
        {
            throw new ArgumentException($"The name of a session value has at most {MaximumNameLength} characters; '{key[..32]}…' has {key.Length}.", nameof(key));
        }
    }
}
