using System;
using System.Diagnostics.CodeAnalysis;
using Bolt.Databases;
using Bolt.EntityFrameworkCore.Context;
using Bolt.EntityFrameworkCore.Generations;
using Bolt.EntityFrameworkCore.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Bolt;

/// <summary>Registers sessions in the application's database.</summary>
public static class BoltEntityFrameworkSessionExtensions
{
    /// <summary>
    /// Keeps the sessions of all backends in tables of <typeparamref name="TContext"/>, however it is registered. A context of its own is used for each call, without query filters and outside of ambient
    /// transactions. Call <see cref="AddBoltSessions"/> in <c>OnModelCreating</c>, and <c>AddSessions()</c> for the backend. Sessions that are over are removed in the background.
    /// Two applications need tables of their own: in the same ones, "log out everywhere" in the one ends the sessions of the user with the same id in the other.
    /// </summary>
    /// <typeparam name="TContext">Your context.</typeparam>
    /// <param name="builder">What <c>AddBolt()</c> returned.</param>
    [RequiresDynamicCode(Compatibility.Message)]
    [RequiresUnreferencedCode(Compatibility.Message)]
    public static BoltBuilder AddEntityFrameworkSessions<TContext>(this BoltBuilder builder)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddContext<TContext, StoredSession>("AddBoltSessions()");
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CleanUpService<EntityFrameworkSessionStore<TContext>>>());
        return builder.AddSessionStore<EntityFrameworkSessionStore<TContext>>();
    }

    /// <summary>Adds the tables <c>BoltSessions</c> and <c>BoltGenerations</c>. Name tables, schema and columns otherwise with <c>Entity&lt;StoredSession&gt;()</c> and <c>Entity&lt;StoredGeneration&gt;()</c> afterwards.</summary>
    /// <param name="modelBuilder">The model builder.</param>
    public static ModelBuilder AddBoltSessions(this ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        var session = modelBuilder.Entity<StoredSession>();
        session.ToTableUnlessNamed("BoltSessions");
        session.HasKey(static s => s.Id);
        session.Property(static s => s.Id).HasMaxLength(22).IsUnicode(false).ValueGeneratedNever();
        session.Property(static s => s.SecretHash).HasMaxLength(SecretHash.Size);
        session.Property(static s => s.PreviousHash).HasMaxLength(SecretHash.Size);
        session.Property(static s => s.StampHash).HasMaxLength(SecretHash.Size);
        session.Property(static s => s.UserKey).HasMaxLength(2 * RevocationKey.Size).IsUnicode(false);
        session.HasIndex(static s => s.UserKey);
        session.HasIndex(static s => s.ExpiresAt);
        GenerationTable.AddTo(modelBuilder);
        return modelBuilder;
    }
}
