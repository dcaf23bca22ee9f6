using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Bolt;

/// <summary>
/// Keeps sign-ins with refresh tokens. Each method is atomic, and only <see cref="TryReplaceAsync"/> is hard. A method that throws may or may not have written; the request is answered with 503. What a
/// store returns is the caller's to change.
/// </summary>
/// <remarks>
/// The rules are a test suite that every store passes, your own too: <c>tests/conformance</c>. Read from the primary, and outside of any transaction of the caller's: one that is rolled back must not
/// bring back what was ended.
/// </remarks>
public interface IRefreshTokenStore
{
    /// <summary>Adds a family. Adding the same one again, as after a lost answer, changes nothing.</summary>
    /// <param name="family">The family.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InvalidOperationException">There is another one with that id.</exception>
    ValueTask CreateAsync(RefreshFamily family, CancellationToken cancellationToken);

    /// <summary>The family, ended or not, or null.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<RefreshFamily?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Writes a family where the stored one has that generation and was not ended: compare and swap. False where nothing was written.</summary>
    /// <param name="next">The family as it shall be.</param>
    /// <param name="expectedGeneration">The generation that it was made of.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<bool> TryReplaceAsync(RefreshFamily next, int expectedGeneration, CancellationToken cancellationToken);

    /// <summary>Ends a family for good: nothing brings it back. False where there is none, or it was ended before.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="endedAt">When.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<bool> EndAsync(string id, DateTimeOffset endedAt, RefreshEndReason reason, CancellationToken cancellationToken);

    /// <summary>The user's families that were not ended, in no order.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    IAsyncEnumerable<RefreshFamily> ListAsync(string userId, CancellationToken cancellationToken);

    /// <summary>The number that the user's last <see cref="EndGenerationAsync"/> returned; 0 where there was none within a day. A sign-in reads it when it begins and once its family is there.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<long> GenerationAsync(string userId, CancellationToken cancellationToken);

    /// <summary>A new number, greater than any before: sign-ins that began earlier are over.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<long> EndGenerationAsync(string userId, CancellationToken cancellationToken);
}
