using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Databases;
using Bolt.EntityFrameworkCore.Context;
using Bolt.EntityFrameworkCore.Generations;
using Microsoft.EntityFrameworkCore;

namespace Bolt.EntityFrameworkCore.RefreshTokens;

/// <summary>Sign-ins with refresh tokens in the application's database.</summary>
internal sealed class EntityFrameworkRefreshTokenStore<TContext, TFamily>(OwnContext<TContext> contexts, TimeProvider time) : FamilyRows
    where TContext : DbContext
    where TFamily : RefreshFamily, new()
{
    private const int Batch = 1000;

    private readonly Func<TContext, string, CancellationToken, Task<TFamily?>> _find = EF.CompileAsyncQuery(
        static (TContext context, string id, CancellationToken _) => context.Set<TFamily>().IgnoreQueryFilters().AsNoTracking().FirstOrDefault(f => f.Id == id));

    public override async IAsyncEnumerable<RefreshFamily> ListAsync(string userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var key = FamilyModel.KeyOf(userId);
        var families = await contexts.RunAsync(
            (context, cancellation) => context.Set<TFamily>().IgnoreQueryFilters().AsNoTracking().Where(f => EF.Property<string>(f, FamilyModel.UserKey) == key && f.EndedAt == null).ToListAsync(cancellation),
            cancellationToken).ConfigureAwait(false);
        foreach (var family in families)
        {
            yield return family;
        }
    }

    public override async ValueTask<long> GenerationAsync(string userId, CancellationToken cancellationToken) =>
        (await GenerationTable.FindAsync(contexts, FamilyModel.KeyOf(userId), cancellationToken).ConfigureAwait(false)).Current;

    public override async ValueTask<long> EndGenerationAsync(string userId, CancellationToken cancellationToken) =>
        (await GenerationTable.RaiseAsync(contexts, FamilyModel.KeyOf(userId), null, time, cancellationToken).ConfigureAwait(false)).Current;

    public override Task<bool> RemoveEndedAsync(DateTimeOffset before, CancellationToken cancellationToken) => contexts.RunAsync(
        async (context, cancellation) =>
        {
            // As in EndedRows: the property has a converter, so that it cannot be read as a number there.
            var rows = context.Set<TFamily>().IgnoreQueryFilters().AsNoTracking();
            var thousandth = await rows.OrderBy(static f => f.ExpiresAt).Skip(Batch - 1).Take(1).Select(static f => f.ExpiresAt).ToListAsync(cancellation).ConfigureAwait(false);
            var cut = thousandth.Count > 0 ? thousandth[0] : before;
            var deleted = await rows.Where(f => f.ExpiresAt <= cut && f.ExpiresAt < before).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
            return await GenerationTable.RemoveEndedAsync(context, before, cancellation).ConfigureAwait(false) || (cut < before && deleted != 0);
        },
        cancellationToken);

    public override ValueTask<DateTimeOffset?> GetUtcNowAsync(CancellationToken cancellationToken) => contexts.GetUtcNowAsync(cancellationToken);

    protected override async Task<RefreshFamily?> ReadAsync(string id, CancellationToken cancellationToken) =>
        await contexts.RunAsync((context, cancellation) => _find(context, id, cancellation), cancellationToken).ConfigureAwait(false);

    protected override Task AddAsync(RefreshFamily family, CancellationToken cancellationToken) => contexts.RunAsync((context, cancellation) => AddAsync(context, family, cancellation), cancellationToken);

    protected override bool IsFromDatabase(Exception exception) => exception is DbUpdateException;

    protected override Task ReplaceAsync(RefreshFamily next, int expectedGeneration, CancellationToken cancellationToken) => contexts.RunAsync(
        (context, cancellation) => With(context, next.Id).Where(f => f.Generation == expectedGeneration && f.EndedAt == null).ExecuteUpdateAsync(
            set => set
                .SetProperty(static f => f.Generation, next.Generation)
                .SetProperty(static f => f.Current, next.Current)
                .SetProperty(static f => f.Previous, next.Previous)
                .SetProperty(static f => f.Nonce, next.Nonce)
                .SetProperty(static f => f.StampHash, next.StampHash)
                .SetProperty(static f => f.RotatedAt, next.RotatedAt)
                .SetProperty(static f => f.ExpiresAt, next.ExpiresAt)
                .SetProperty(static f => f.EndsAt, next.EndsAt)
                .SetProperty(static f => f.UserGeneration, next.UserGeneration)
                .SetProperty(static f => f.Client, next.Client)
                .SetProperty(static f => f.Device, next.Device)
                .SetProperty(static f => f.Methods, next.Methods),
            cancellation),
        cancellationToken);

    protected override Task<bool> EndRowAsync(string id, DateTimeOffset endedAt, RefreshEndReason reason, CancellationToken cancellationToken) => contexts.RunInTransactionAsync(
        async (context, cancellation) =>
        {
            await With(context, id).ExecuteUpdateAsync(static set => set.SetProperty(static f => f.Generation, static f => f.Generation), cancellation).ConfigureAwait(false);
            if (await With(context, id).AsTracking().FirstOrDefaultAsync(cancellation).ConfigureAwait(false) is not { EndedAt: null } family)
            {
                return false;
            }

            (family.EndedAt, family.EndReason) = (endedAt, reason);
            await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    private static IQueryable<TFamily> With(TContext context, string id) => context.Set<TFamily>().IgnoreQueryFilters().Where(f => f.Id == id);

    private static Task<int> AddAsync(TContext context, RefreshFamily family, CancellationToken cancellationToken)
    {
        var row = new TFamily
        {
            Id = family.Id,
            UserId = family.UserId,
            Generation = family.Generation,
            Current = family.Current,
            Previous = family.Previous,
            Nonce = family.Nonce,
            StampHash = family.StampHash,
            CreatedAt = family.CreatedAt,
            RotatedAt = family.RotatedAt,
            ExpiresAt = family.ExpiresAt,
            EndsAt = family.EndsAt,
            EndedAt = family.EndedAt,
            EndReason = family.EndReason,
            UserGeneration = family.UserGeneration,
            Client = family.Client,
            Device = family.Device,
            Methods = family.Methods,
        };
        context.Add(row).Property(FamilyModel.UserKey).CurrentValue = FamilyModel.KeyOf(family.UserId);
        return context.SaveChangesAsync(cancellationToken);
    }
}
