using System;
using System.Diagnostics.CodeAnalysis;
using Bolt.Databases;
using Bolt.EntityFrameworkCore.Context;
using Bolt.EntityFrameworkCore.Generations;
using Bolt.EntityFrameworkCore.RefreshTokens;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Bolt;

/// <summary>Registers refresh tokens in the application's database.</summary>
public static class BoltEntityFrameworkRefreshTokenExtensions
{
    /// <summary>
    /// Keeps sign-ins with refresh tokens in tables of <typeparamref name="TContext"/>, however it is registered. A context of its own is used for each call, without query filters and outside of ambient
    /// transactions. Call <see cref="AddBoltRefreshTokens"/> in <c>OnModelCreating</c>, and <c>AddRefreshTokens()</c> for the rest. Sign-ins that are over are removed in the background.
    /// </summary>
    /// <typeparam name="TContext">Your context.</typeparam>
    /// <typeparam name="TFamily"><see cref="RefreshFamily"/> or an entity type of your own that derives from it.</typeparam>
    /// <param name="builder">What <c>AddBolt()</c> returned.</param>
    [RequiresDynamicCode(Compatibility.Message)]
    [RequiresUnreferencedCode(Compatibility.Message)]
    public static BoltBuilder AddEntityFrameworkRefreshTokens<TContext, TFamily>(this BoltBuilder builder)
        where TContext : DbContext
        where TFamily : RefreshFamily, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddContext<TContext, TFamily>($"AddBoltRefreshTokens<{typeof(TFamily).Name}>()");
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CleanUpService<EntityFrameworkRefreshTokenStore<TContext, TFamily>>>());
        return builder.AddRefreshTokenStore<EntityFrameworkRefreshTokenStore<TContext, TFamily>>();
    }

    /// <summary>
    /// Adds the tables <c>BoltRefreshFamilies</c>, a row for each sign-in, and <c>BoltGenerations</c>. Name tables, schema and columns otherwise with an attribute or with <c>Entity&lt;TFamily&gt;()</c>
    /// afterwards.
    /// </summary>
    /// <typeparam name="TFamily"><see cref="RefreshFamily"/> or an entity type of your own that derives from it.</typeparam>
    /// <param name="modelBuilder">The model builder.</param>
    public static ModelBuilder AddBoltRefreshTokens<TFamily>(this ModelBuilder modelBuilder)
        where TFamily : RefreshFamily
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        FamilyModel.AddTo<TFamily>(modelBuilder);
        GenerationTable.AddTo(modelBuilder);
        return modelBuilder;
    }
}
