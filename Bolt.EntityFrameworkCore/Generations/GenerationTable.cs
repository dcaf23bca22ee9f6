using System;
using System.Buffers.Binary;
using System.Data;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Bolt.EntityFrameworkCore.CleanUp;
using Bolt.EntityFrameworkCore.Context;
using Microsoft.EntityFrameworkCore;

namespace Bolt.EntityFrameworkCore.Generations;

/// <summary>The generations of users: one table for sessions and refresh tokens.</summary>
internal static class GenerationTable
{
    private const int Tries = 5;

    /// <summary>No sign-in takes as long: what one read at its start can be forgotten then.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);

    public static void AddTo(ModelBuilder modelBuilder)
    {
        var generation = modelBuilder.Entity<StoredGeneration>();
        generation.ToTableUnlessNamed("BoltGenerations");
        generation.HasKey(static g => g.Id);
        generation.Property(static g => g.Id).HasMaxLength(2 * RevocationKey.Size).IsUnicode(false).ValueGeneratedNever();
        generation.Property(static g => g.Except).HasMaxLength(22).IsUnicode(false);
        generation.HasIndex(static g => g.RaisedAt);
    }

    /// <summary>A hash, as revocation has it: no collation, length or character of an id can confuse two users.</summary>
    public static string IdOf(string kind, string userId) => RevocationKey.ForUser(userId, kind).ToString();

    public static async Task<SessionGeneration> FindAsync<TContext>(OwnContext<TContext> contexts, string id, CancellationToken cancellationToken)
        where TContext : DbContext
    {
        var row = await contexts.RunAsync((context, cancellation) => With(context, id).AsNoTracking().FirstOrDefaultAsync(cancellation), cancellationToken).ConfigureAwait(false);
        return row is null ? default : Read(row);
    }

    public static async Task<SessionGeneration> RaiseAsync<TContext>(OwnContext<TContext> contexts, string id, SessionId? except, TimeProvider time, CancellationToken cancellationToken)
        where TContext : DbContext
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await contexts.RunInTransactionAsync((context, cancellation) => RaiseAsync(context, id, except, time.GetUtcNow(), cancellation), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception) when (attempt < Tries && !cancellationToken.IsCancellationRequested)
            {
                // Another one has added the row at the same moment, and it is there now.
            }
        }
    }

    public static Task<bool> RemoveEndedAsync(DbContext context, DateTimeOffset now, CancellationToken cancellationToken) =>
        EndedRows.DeleteAsync(context.Set<StoredGeneration>().IgnoreQueryFilters(), nameof(StoredGeneration.RaisedAt), (now - Age).UtcTicks, cancellationToken);

    private static async Task<SessionGeneration> RaiseAsync(DbContext context, string id, SessionId? except, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // First, to lock the row: another process that raises it waits, and then reads what this one wrote.
        var owner = BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(long)));
        await With(context, id).ExecuteUpdateAsync(set => set.SetProperty(static g => g.Owner, owner), cancellationToken).ConfigureAwait(false);
        var row = await With(context, id).AsTracking().FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (row is not null && row.Owner != owner)
        {
            // Added since: nothing is locked.
            throw new DBConcurrencyException("The row was added meanwhile.");
        }

        var before = row is null ? default : Read(row);

        // By the clock: a user whose row has left gets no number again that a session has.
        var raised = before.RaisedTo(Math.Max(before.Current + 1, now.ToUnixTimeMilliseconds()), except);
        if (row is null)
        {
            context.Add(row = new StoredGeneration { Id = id, Owner = owner });
        }

        (row.Current, row.Except, row.Floor, row.RaisedAt) = (raised.Current, raised.Except?.ToString(), raised.Floor, now.UtcTicks);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return raised;
    }

    private static SessionGeneration Read(StoredGeneration row) => new(row.Current, SessionId.TryParse(row.Except, out var except) ? except : null, row.Floor);

    private static IQueryable<StoredGeneration> With(DbContext context, string id) => context.Set<StoredGeneration>().IgnoreQueryFilters().Where(g => g.Id == id);
}
