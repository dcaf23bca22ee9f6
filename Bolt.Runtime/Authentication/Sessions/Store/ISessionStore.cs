using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Bolt;

/// <summary>
/// Keeps sessions. Each method is atomic: of two calls for one session, one comes first. A method that throws may or may not have written; the request is answered with 503.
/// A session that is over is not found, whatever asks.
/// </summary>
/// <remarks>The rules are a test suite that every store passes, your own too: <c>tests/conformance</c>.</remarks>
public interface ISessionStore
{
    /// <summary>The session, or null where there is none or it is over.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    ValueTask<SessionRecord?> FindAsync(SessionId id, CancellationToken cancellationToken);

    /// <summary>Adds a session, and its id to its user's. False where the id exists: a record is never overwritten.</summary>
    /// <param name="record">The session.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="SessionStoreFullException">There is no room.</exception>
    ValueTask<bool> CreateAsync(SessionRecord record, CancellationToken cancellationToken);

    /// <summary>Merges values into a session of that epoch, name by name: what other requests write under other names stays. Never creates.</summary>
    /// <param name="id">The session.</param>
    /// <param name="epoch">The epoch that the request saw.</param>
    /// <param name="changes">What to write.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="SessionStoreFullException">There is no room.</exception>
    ValueTask<SessionWrite> ApplyAsync(SessionId id, int epoch, SessionChanges changes, CancellationToken cancellationToken);

    /// <summary>Removes a value and returns it; null where there is none, or the epoch is another. Of several who take it at once, one gets it.</summary>
    /// <param name="id">The session.</param>
    /// <param name="epoch">The epoch that the request saw.</param>
    /// <param name="name">The value's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<ReadOnlyMemory<byte>?> TakeAsync(SessionId id, int epoch, string name, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the secret, and what belongs to it, where it still is <paramref name="from"/>; and merges values in the same step. The id is added to the new user's before the
    /// record is written. Never creates.
    /// </summary>
    /// <param name="id">The session.</param>
    /// <param name="from">The hash that the request saw.</param>
    /// <param name="rotation">What the record holds then.</param>
    /// <param name="changes">Values to write along.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="SessionStoreFullException">There is no room.</exception>
    ValueTask<SessionWrite> RotateAsync(SessionId id, SecretHash from, SessionRotation rotation, SessionChanges changes, CancellationToken cancellationToken);

    /// <summary>Notes that a session of that epoch was used: the later <paramref name="seen"/> stays. Never creates, and writes nothing else.</summary>
    /// <param name="id">The session.</param>
    /// <param name="epoch">The epoch that the request saw.</param>
    /// <param name="seen">When.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask TouchAsync(SessionId id, int epoch, DateTimeOffset seen, CancellationToken cancellationToken);

    /// <summary>Ends a session while it is that user's. True where it was there.</summary>
    /// <param name="id">The session.</param>
    /// <param name="userId">Whose it must be; null for one that nobody is signed in to.</param>
    /// <param name="generation">The generation that it must have, or null for any.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<bool> DeleteAsync(SessionId id, string? userId, long? generation, CancellationToken cancellationToken);

    /// <summary>The user's sessions of a backend. May name some that are no longer that user's: callers look at <see cref="SessionRecord.UserId"/>.</summary>
    /// <param name="backend">See <see cref="SessionRecord.Backend"/>.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    IAsyncEnumerable<SessionRecord> ListAsync(string backend, string userId, CancellationToken cancellationToken);

    /// <summary>The user's generation; zero until it is first raised.</summary>
    /// <param name="backend">See <see cref="SessionRecord.Backend"/>.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<SessionGeneration> GenerationAsync(string backend, string userId, CancellationToken cancellationToken);

    /// <summary>Raises it with <see cref="SessionGeneration.RaisedTo"/>. Ends nothing by itself; sessions are deleted next.</summary>
    /// <param name="backend">See <see cref="SessionRecord.Backend"/>.</param>
    /// <param name="userId">The user.</param>
    /// <param name="except">The session that lives on, or null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<SessionGeneration> EndGenerationAsync(string backend, string userId, SessionId? except, CancellationToken cancellationToken);

    /// <summary>Removes what is over.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask PurgeAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
