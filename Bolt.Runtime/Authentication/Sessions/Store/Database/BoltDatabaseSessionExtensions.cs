using System.Data.Common;
using Bolt.Authentication.Sessions;
using Bolt.Databases;

namespace Bolt;

/// <summary>Registers sessions in a database.</summary>
public static class BoltDatabaseSessionExtensions
{
    /// <summary>
    /// Keeps the sessions of all backends in the tables <c>BoltSessions</c> and <c>BoltGenerations</c> of a database, without Entity Framework Core and under NativeAOT too; those of
    /// <c>Bolt.EntityFrameworkCore</c> are the same. Make the tables yourself; <c>docs/guide/stores.md</c> has them. Call <c>AddSessions()</c> for the backend. Sessions that are over are removed in the background.
    /// Two applications need two databases, or schemas: in the same tables, "log out everywhere" in the one ends the sessions of the user with the same id in the other.
    /// </summary>
    /// <param name="builder">What <c>AddBolt()</c> returned.</param>
    /// <param name="dataSource">Where connections come from, such as an <c>NpgsqlDataSource</c> or <c>SqliteFactory.Instance.CreateDataSource("…")</c>. Yours to dispose. To the primary.</param>
    public static BoltBuilder AddDatabaseSessions(this BoltBuilder builder, DbDataSource dataSource)
    {
        builder.AddDatabaseStore(dataSource, static (source, time) => new DatabaseSessionStore(source, time));
        return builder.AddSessionStore<DatabaseSessionStore>();
    }
}
