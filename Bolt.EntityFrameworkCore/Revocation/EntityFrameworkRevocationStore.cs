using System;
using System.Collections.Generic;
using System.Linq;
using System.Linq.Expressions;
using System.Threading;
using System.Threading.Tasks;
using Bolt.EntityFrameworkCore.CleanUp;
using Bolt.EntityFrameworkCore.Context;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Bolt.EntityFrameworkCore.Revocation;

/// <summary>Rows of revoked tokens in the application's database. Properties are named by text: an interface's member is no column to every provider.</summary>
internal sealed class EntityFrameworkRevocationStore<TContext, TToken>(OwnContext<TContext> contexts, IOptions<RevocationOptions> options, TimeProvider time) : KeyedRevocationStore(options, time), IStoreClock
    where TContext : DbContext
    where TToken : class, IRevokedToken, new()
{
    private static readonly Expression<Func<TToken, long>> ExpiresAt = static t => EF.Property<long>(t, nameof(IRevokedToken.ExpiresAt));
    private static readonly Expression<Func<TToken, long>> IssuedBefore = static t => EF.Property<long>(t, nameof(IRevokedToken.IssuedBefore));

    // The store's own and not static: a compiled query belongs to one model, and a process may have several of one context.
    private readonly Func<TContext, string, string, string, string, long, CancellationToken, Task<bool>> _any = EF.CompileAsyncQuery(
        static (TContext context, string a, string b, string c, string d, long issuedAt, CancellationToken _) => context.Set<TToken>().IgnoreQueryFilters().AsNoTracking().Any(
            t => (EF.Property<string>(t, nameof(IRevokedToken.Id)) == a
                    || EF.Property<string>(t, nameof(IRevokedToken.Id)) == b
                    || EF.Property<string>(t, nameof(IRevokedToken.Id)) == c
                    || EF.Property<string>(t, nameof(IRevokedToken.Id)) == d)
                && EF.Property<long>(t, nameof(IRevokedToken.IssuedBefore)) > issuedAt));

    protected override async ValueTask<bool> AnyAsync(IReadOnlyList<RevocationKey> keys, long issuedAt, CancellationToken cancellationToken)
    {
        var first = keys[0].ToString();
        string Key(int i) => i < keys.Count ? keys[i].ToString() : first;
        return await contexts.RunAsync((context, cancellation) => _any(context, first, Key(1), Key(2), Key(3), issuedAt, cancellation), cancellationToken).ConfigureAwait(false);
    }

    protected override async ValueTask<RevocationEntry?> FindAsync(RevocationKey key, CancellationToken cancellationToken)
    {
        var row = await contexts.RunAsync((context, cancellation) => With(context, key).FirstOrDefaultAsync(cancellation), cancellationToken).ConfigureAwait(false);
        return row is null ? null : new RevocationEntry(row.Kind, key, row.ExpiresAt, row.IssuedBefore);
    }

    protected override async ValueTask AddAsync(RevocationEntry entry, CancellationToken cancellationToken) => await contexts.RunAsync(
        (context, cancellation) =>
        {
            context.Add(new TToken { Id = entry.Key.ToString(), Kind = entry.Kind, ExpiresAt = entry.ExpiresAt, IssuedBefore = entry.IssuedBefore });
            return context.SaveChangesAsync(cancellation);
        },
        cancellationToken).ConfigureAwait(false);

    protected override async ValueTask WidenAsync(RevocationEntry entry, CancellationToken cancellationToken)
    {
        var (expiresAt, issuedBefore) = (entry.ExpiresAt, entry.IssuedBefore);
        await contexts.RunAsync(
            (context, cancellation) => With(context, entry.Key)
                .Where(t => EF.Property<long>(t, nameof(IRevokedToken.ExpiresAt)) < expiresAt || EF.Property<long>(t, nameof(IRevokedToken.IssuedBefore)) < issuedBefore)
                .ExecuteUpdateAsync(
                    set => set
                        .SetProperty(ExpiresAt, t => EF.Property<long>(t, nameof(IRevokedToken.ExpiresAt)) < expiresAt ? expiresAt : EF.Property<long>(t, nameof(IRevokedToken.ExpiresAt)))
                        .SetProperty(IssuedBefore, t => EF.Property<long>(t, nameof(IRevokedToken.IssuedBefore)) < issuedBefore ? issuedBefore : EF.Property<long>(t, nameof(IRevokedToken.IssuedBefore))),
                    cancellation),
            cancellationToken).ConfigureAwait(false);
    }

    protected override async ValueTask<bool> PurgeAsync(long before, CancellationToken cancellationToken) => await contexts.RunAsync(
        (context, cancellation) => EndedRows.DeleteAsync(context.Set<TToken>().IgnoreQueryFilters().AsNoTracking(), nameof(IRevokedToken.ExpiresAt), before, cancellation),
        cancellationToken).ConfigureAwait(false);

    public ValueTask<DateTimeOffset?> GetUtcNowAsync(CancellationToken cancellationToken) => contexts.GetUtcNowAsync(cancellationToken);

    private static IQueryable<TToken> With(TContext context, RevocationKey key)
    {
        var id = key.ToString();
        return context.Set<TToken>().IgnoreQueryFilters().AsNoTracking().Where(t => EF.Property<string>(t, nameof(IRevokedToken.Id)) == id);
    }
}
