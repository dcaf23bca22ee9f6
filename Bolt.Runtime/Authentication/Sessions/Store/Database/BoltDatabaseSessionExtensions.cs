using System;
using System.Data.Common;
using Bolt.Authentication.Sessions;
using Bolt.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Bolt;

/// <summary>Registers sessions in a database.</summary>
public static class BoltDatabaseSessionExtensions
{
    /// <summary>
    /// Keeps the sessions of all backends in the tables <c>BoltSessions</c> and <c>BoltGenerations</c> of a database, without Entity Framework Core and under NativeAOT too; those of
    /// <c>Bolt.EntityFrameworkCore</c> are the same. Make the tables yourself; <c>docs/guide/stores.md</c> has them. Call <c>AddSessions()</c> for the backend. Sessions that are over are removed in the background.
    /// </summary>
    /// <param name="builder">What <c>AddBolt()</c> returned.</param>
    /// <param name="dataSource">Where connections come from, such as an <c>NpgsqlDataSource</c> or <c>SqliteFactory.Instance.CreateDataSource("…")</c>. Yours to dispose. To the primary.</param>
    public static BoltBuilder AddDatabaseSessions(this BoltBuilder builder, DbDataSource dataSource)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dataSource);
        builder.Services.Replace(ServiceDescriptor.Singleton(provider => new DatabaseSessionStore(dataSource, provider.GetRequiredService<TimeProvider>())));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CleanUpService<DatabaseSessionStore>>());
        return builder.AddSessionStore<DatabaseSessionStore>();
    }
}
