using Bolt.Conformance;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>What every store of refresh tokens must hold, with Entity Framework Core and without. A class for each database: classes run at the same time.</summary>
public abstract class RefreshTokenConformance(PostgresServer postgres, string kind, bool withEntityFramework)
{
    private static IEnumerable<StoreCheck> All => new RefreshTokenStoreChecks(static _ => null!).All();

    public static TheoryData<string> Names => Stores.Names(All);

    public static TheoryData<string> NamesOfOneWriter => Stores.NamesOfOneWriter(All);

    protected async Task HoldsAsync(string check)
    {
        await using var stores = new Stores();
        var checks = new RefreshTokenStoreChecks(time =>
        {
            var database = stores.Keep(TestDatabase.Create<AppDb>(kind, postgres));
            return stores.Services<AppDb>(
                database,
                time,
                bolt => _ = withEntityFramework ? bolt.AddEntityFrameworkRefreshTokens<AppDb, RefreshFamily>() : bolt.AddDatabaseRefreshTokens(stores.Keep(database.CreateDataSource()))).GetRequiredService<IRefreshTokenStore>();
        });
        await checks.All().Single(c => c.Name == check).RunAsync();
    }
}

public sealed class RefreshTokensInFileTests(PostgresServer postgres) : RefreshTokenConformance(postgres, TestDatabase.File, withEntityFramework: true)
{
    [Theory]
    [MemberData(nameof(Names))]
    public Task Holds(string check) => HoldsAsync(check);
}

public sealed class RefreshTokensInMemoryTests(PostgresServer postgres) : RefreshTokenConformance(postgres, TestDatabase.Memory, withEntityFramework: true)
{
    [Theory]
    [MemberData(nameof(NamesOfOneWriter))]
    public Task Holds(string check) => HoldsAsync(check);
}

public sealed class RefreshTokensInPostgresTests(PostgresServer postgres) : RefreshTokenConformance(postgres, TestDatabase.Postgres, withEntityFramework: true)
{
    [Theory]
    [MemberData(nameof(Names))]
    public Task Holds(string check) => HoldsAsync(check);
}

public sealed class RefreshTokensInFileWithoutEntityFrameworkTests(PostgresServer postgres) : RefreshTokenConformance(postgres, TestDatabase.File, withEntityFramework: false)
{
    [Theory]
    [MemberData(nameof(Names))]
    public Task Holds(string check) => HoldsAsync(check);
}

public sealed class RefreshTokensInPostgresWithoutEntityFrameworkTests(PostgresServer postgres) : RefreshTokenConformance(postgres, TestDatabase.Postgres, withEntityFramework: false)
{
    [Theory]
    [MemberData(nameof(Names))]
    public Task Holds(string check) => HoldsAsync(check);
}
