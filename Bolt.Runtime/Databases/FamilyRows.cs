using System;
using System.Buffers;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Bolt.Databases;

/// <summary>
/// Sign-ins with refresh tokens as rows: the rules. A row is replaced by compare and swap, and what is there afterwards says who has won, not a count of rows. What derives from it reads and writes rows, with
/// Entity Framework Core or without.
/// </summary>
internal abstract class FamilyRows : IRefreshTokenStore, ICleanable, IStoreClock
{
    private const int Tries = 3;
    private const int IdLength = 32;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    protected abstract Task<RefreshFamily?> ReadAsync(string id, CancellationToken cancellationToken);

    protected abstract Task AddAsync(RefreshFamily family, CancellationToken cancellationToken);

    /// <summary>True for what <see cref="AddAsync"/> throws where the database refuses a row.</summary>
    protected abstract bool IsFromDatabase(Exception exception);

    /// <summary>Only while the row has that generation and is not ended.</summary>
    protected abstract Task ReplaceAsync(RefreshFamily next, int expectedGeneration, CancellationToken cancellationToken);

    /// <summary>Locks the row first: of two that end it, the later one reads that it is ended, which is false.</summary>
    protected abstract Task<bool> EndRowAsync(string id, DateTimeOffset endedAt, RefreshEndReason reason, CancellationToken cancellationToken);

    public abstract IAsyncEnumerable<RefreshFamily> ListAsync(string userId, CancellationToken cancellationToken);

    public abstract ValueTask<long> GenerationAsync(string userId, CancellationToken cancellationToken);

    public abstract ValueTask<long> EndGenerationAsync(string userId, CancellationToken cancellationToken);

    public abstract Task<bool> RemoveEndedAsync(DateTimeOffset before, CancellationToken cancellationToken);

    public abstract ValueTask<DateTimeOffset?> GetUtcNowAsync(CancellationToken cancellationToken);

    public async ValueTask CreateAsync(RefreshFamily family, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(family);
        if (!IsId(family.Id))
        {
            throw new ArgumentException("A family's id is 32 lower-case hexadecimal digits.", nameof(family));
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await AddAsync(family, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (IsFromDatabase(e))
            {
                // There already, or the answer was lost: the row says which.
                if (await ReadAsync(family.Id, cancellationToken).ConfigureAwait(false) is { } found)
                {
                    if (found.Current.AsSpan().SequenceEqual(family.Current))
                    {
                        return;
                    }

                    throw new InvalidOperationException("There is another family with this id.", e);
                }

                if (attempt == Tries)
                {
                    throw;
                }
            }
        }
    }

    public async ValueTask<RefreshFamily?> FindAsync(string id, CancellationToken cancellationToken) => IsId(id) ? await ReadAsync(id, cancellationToken).ConfigureAwait(false) : null;

    public async ValueTask<bool> TryReplaceAsync(RefreshFamily next, int expectedGeneration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (!IsId(next.Id))
        {
            return false;
        }

        await ReplaceAsync(next, expectedGeneration, cancellationToken).ConfigureAwait(false);

        // Nobody else's hash is the same: it is made of random bytes.
        return await ReadAsync(next.Id, cancellationToken).ConfigureAwait(false) is { } found && found.Generation == next.Generation && found.Current.AsSpan().SequenceEqual(next.Current);
    }

    public async ValueTask<bool> EndAsync(string id, DateTimeOffset endedAt, RefreshEndReason reason, CancellationToken cancellationToken) =>
        IsId(id) && await EndRowAsync(id, endedAt, reason, cancellationToken).ConfigureAwait(false);

    private static bool IsId(string? id) => id is { Length: IdLength } && !id.AsSpan().ContainsAnyExcept(Digits);
}
