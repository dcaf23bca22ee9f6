using System;
using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Bolt;

/// <summary>Registers revocation in a database.</summary>
public static class BoltDatabaseRevocationExtensions
{
    /// <summary>
    /// Keeps what is revoked in a table of a database, without Entity Framework Core and under NativeAOT too: <see cref="DatabaseRevocationStore"/>. Make the table yourself; its columns are there. Otherwise
    /// as <see cref="BoltRevocationExtensions.AddRevocation"/>.
    /// </summary>
    /// <param name="builder">The builder that <c>AddBolt()</c> returned.</param>
    /// <param name="dataSource">Where connections come from, such as an <c>NpgsqlDataSource</c> or <c>SqliteFactory.Instance.CreateDataSource("…")</c>. Yours to dispose. To the primary.</param>
    /// <param name="configure">Sets options.</param>
    public static BoltBuilder AddDatabaseRevocation(this BoltBuilder builder, DbDataSource dataSource, Action<RevocationOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dataSource);
        builder.Services.Replace(ServiceDescriptor.Singleton(provider => new DatabaseRevocationStore(
            dataSource, provider.GetRequiredService<IOptions<RevocationOptions>>(), provider.GetRequiredService<TimeProvider>())));
        return builder.AddRevocation<DatabaseRevocationStore>(configure);
    }
}
