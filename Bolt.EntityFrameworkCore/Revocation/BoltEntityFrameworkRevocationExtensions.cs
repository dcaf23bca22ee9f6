using System;
using System.Diagnostics.CodeAnalysis;
using Bolt.EntityFrameworkCore.Context;
using Bolt.EntityFrameworkCore.Revocation;
using Microsoft.EntityFrameworkCore;

namespace Bolt;

/// <summary>Registers revocation in the application's database.</summary>
public static class BoltEntityFrameworkRevocationExtensions
{
    /// <summary>
    /// Keeps what is revoked in a table of <typeparamref name="TContext"/>, which may be registered with <c>AddDbContext</c>, <c>AddDbContextPool</c>, <c>AddDbContextFactory</c> or
    /// <c>AddPooledDbContextFactory</c>. Every request with a token asks the database. A context of its own is used for each call, without query filters and outside of ambient transactions: a request that
    /// rolls back does not take its revocations along. Call <see cref="AddBoltRevocation"/> in <c>OnModelCreating</c>. Otherwise as <see cref="BoltRevocationExtensions.AddRevocation"/>.
    /// </summary>
    /// <typeparam name="TContext">Your context.</typeparam>
    /// <typeparam name="TToken"><see cref="RevokedToken"/> or an entity type of your own.</typeparam>
    /// <param name="builder">The builder that <c>AddBolt()</c> returned.</param>
    /// <param name="configure">Sets options.</param>
    [RequiresDynamicCode(Compatibility.Message)]
    [RequiresUnreferencedCode(Compatibility.Message)]
    public static BoltBuilder AddEntityFrameworkRevocation<TContext, TToken>(this BoltBuilder builder, Action<RevocationOptions>? configure = null)
        where TContext : DbContext
        where TToken : class, IRevokedToken, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddContext<TContext, TToken>($"AddBoltRevocation<{typeof(TToken).Name}>()");
        return builder.AddRevocation<EntityFrameworkRevocationStore<TContext, TToken>>(configure);
    }

    /// <summary>
    /// Adds the table <c>BoltRevokedTokens</c>: the key <c>Id</c>, <c>Kind</c>, <c>ExpiresAt</c> with an index, and <c>IssuedBefore</c>. Name table, schema and columns otherwise with an attribute or with
    /// <c>Entity&lt;TToken&gt;()</c> afterwards.
    /// </summary>
    /// <typeparam name="TToken"><see cref="RevokedToken"/> or an entity type of your own.</typeparam>
    /// <param name="modelBuilder">The model builder.</param>
    public static ModelBuilder AddBoltRevocation<TToken>(this ModelBuilder modelBuilder)
        where TToken : class, IRevokedToken
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        var token = modelBuilder.Entity<TToken>();
        token.ToTableUnlessNamed("BoltRevokedTokens");
        token.HasKey(nameof(IRevokedToken.Id));
        token.Property<string>(nameof(IRevokedToken.Id)).HasMaxLength(2 * RevocationKey.Size).IsUnicode(false).ValueGeneratedNever();
        token.Property<RevocationKind>(nameof(IRevokedToken.Kind)).HasConversion<short>();
        token.HasIndex(nameof(IRevokedToken.ExpiresAt));
        return modelBuilder;
    }
}
