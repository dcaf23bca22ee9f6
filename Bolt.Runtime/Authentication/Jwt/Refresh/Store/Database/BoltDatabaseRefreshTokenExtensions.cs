using System.Data.Common;
using Bolt.Authentication.Jwt.Refresh;
using Bolt.Databases;

namespace Bolt;

/// <summary>Registers refresh tokens in a database.</summary>
public static class BoltDatabaseRefreshTokenExtensions
{
    /// <summary>
    /// Keeps sign-ins with refresh tokens in the tables <c>BoltRefreshFamilies</c> and <c>BoltGenerations</c> of a database, without Entity Framework Core and under NativeAOT too; those of
    /// <c>Bolt.EntityFrameworkCore</c> are the same. Make the tables yourself; <c>docs/guide/stores.md</c> has them. Call <c>AddRefreshTokens()</c> for the rest. Sign-ins that are over are removed in the
    /// background.
    /// </summary>
    /// <param name="builder">What <c>AddBolt()</c> returned.</param>
    /// <param name="dataSource">Where connections come from, such as an <c>NpgsqlDataSource</c> or <c>SqliteFactory.Instance.CreateDataSource("…")</c>. Yours to dispose. To the primary.</param>
    public static BoltBuilder AddDatabaseRefreshTokens(this BoltBuilder builder, DbDataSource dataSource)
    {
        builder.AddDatabaseStore(dataSource, static (source, time) => new DatabaseRefreshTokenStore(source, time));
        return builder.AddRefreshTokenStore<DatabaseRefreshTokenStore>();
    }
}
