using Bolt.Conformance;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>What every revocation store must hold, with Entity Framework Core and without. A class for each database: classes run at the same time.</summary>
public abstract class RevocationConformance(PostgresServer postgres, string kind, bool withEntityFramework)
{
    private static IEnumerable<StoreCheck> All => new RevocationStoreChecks(static (_, _) => null!).All();

    public static TheoryData<string> Names => Stores.Names(All);

    public static TheoryData<string> NamesOfOneWriter => Stores.NamesOfOneWriter(All);

    protected async Task HoldsAsync(string check)
    {
        await using var stores = new Stores();
        var checks = new RevocationStoreChecks((time, options) =>
        {
            void Configure(RevocationOptions o) => (o.ClockSkew, o.MaximumTokenLifetime, o.Retention) = (options.ClockSkew, options.MaximumTokenLifetime, options.Retention);
            var database = stores.Keep(TestDatabase.Create<AppDb>(kind, postgres));
            return stores.Services<AppDb>(
                database,
                time,
                bolt => _ = withEntityFramework
                    ? bolt.AddEntityFrameworkRevocation<AppDb, RevokedToken>(Configure)
                    : bolt.AddDatabaseRevocation(stores.Keep(database.CreateDataSource()), Configure)).GetRequiredService<ISessionRevocationStore>();
        });
        await checks.All().Single(c => c.Name == check).RunAsync();
    }
}

public sealed class RevocationInFileTests(PostgresServer postgres) : RevocationConformance(postgres, TestDatabase.File, withEntityFramework: true)
{
    [Theory]
    [MemberData(nameof(Names))]
    public Task Holds(string check) => HoldsAsync(check);
}

public sealed class RevocationInMemoryTests(PostgresServer postgres) : RevocationConformance(postgres, TestDatabase.Memory, withEntityFramework: true)
{
    [Theory]
    [MemberData(nameof(NamesOfOneWriter))]
    public Task Holds(string check) => HoldsAsync(check);
}

public sealed class RevocationInPostgresTests(PostgresServer postgres) : RevocationConformance(postgres, TestDatabase.Postgres, withEntityFramework: true)
{
    [Theory]
    [MemberData(nameof(Names))]
    public Task Holds(string check) => HoldsAsync(check);
}

public sealed class RevocationInFileWithoutEntityFrameworkTests(PostgresServer postgres) : RevocationConformance(postgres, TestDatabase.File, withEntityFramework: false)
{
    [Theory]
    [MemberData(nameof(Names))]
    public Task Holds(string check) => HoldsAsync(check);
}

public sealed class RevocationInPostgresWithoutEntityFrameworkTests(PostgresServer postgres) : RevocationConformance(postgres, TestDatabase.Postgres, withEntityFramework: false)
{
    [Theory]
    [MemberData(nameof(Names))]
    public Task Holds(string check) => HoldsAsync(check);
}
