using Bolt.Conformance;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>What every revocation store must hold, with Entity Framework Core and without, in each database.</summary>
public sealed class RevocationConformanceTests(PostgresServer postgres)
{
    public static TheoryData<string, string> Cases => Stores.Cases(new RevocationStoreChecks(static (_, _) => null!).All());

    [Theory]
    [MemberData(nameof(Cases))]
    public Task WithEntityFramework(string kind, string check) => Holds(kind, check, static (bolt, _, configure) => bolt.AddEntityFrameworkRevocation<AppDb, RevokedToken>(configure));

    [Theory]
    [MemberData(nameof(Cases))]
    public Task WithoutEntityFramework(string kind, string check) => Holds(kind, check, static (bolt, source, configure) => bolt.AddDatabaseRevocation(source(), configure));

    private async Task Holds(string kind, string check, Action<BoltBuilder, Func<System.Data.Common.DbDataSource>, Action<RevocationOptions>> add)
    {
        await using var stores = new Stores();
        var checks = new RevocationStoreChecks((time, options) =>
        {
            var database = stores.Keep(TestDatabase.Create<AppDb>(kind, postgres));
            var services = stores.Services<AppDb>(database, time, bolt => add(bolt, () => stores.Keep(database.CreateDataSource()), o =>
            {
                (o.ClockSkew, o.MaximumTokenLifetime, o.Retention) = (options.ClockSkew, options.MaximumTokenLifetime, options.Retention);
            }));
            return services.GetRequiredService<ISessionRevocationStore>();
        });
        await checks.All().Single(c => c.Name == check).RunAsync();
    }
}
