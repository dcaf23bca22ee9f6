using System.Data.Common;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>The three stores of a database, with Entity Framework Core and without.</summary>
internal static class AllStores
{
    public static BoltBuilder Add(BoltBuilder bolt, DbDataSource source, bool withEntityFramework) => withEntityFramework
        ? bolt.AddEntityFrameworkRevocation<AppDb, RevokedToken>().AddEntityFrameworkSessions<AppDb>().AddEntityFrameworkRefreshTokens<AppDb, RefreshFamily>()
        : bolt.AddDatabaseRevocation(source).AddDatabaseSessions(source).AddDatabaseRefreshTokens(source);
}
