using Bolt.Conformance;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>What every session store must hold, in each database.</summary>
public sealed class SessionConformanceTests(PostgresServer postgres)
{
    public static TheoryData<string, string> Cases => Stores.Cases(new SessionStoreChecks(static _ => null!).All());

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Holds(string kind, string check)
    {
        await using var stores = new Stores();
        var checks = new SessionStoreChecks(time =>
        {
            var database = stores.Keep(TestDatabase.Create<AppDb>(kind, postgres));
            return stores.Services<AppDb>(database, time, static bolt => bolt.AddSessions().AddEntityFrameworkSessions<AppDb>()).GetRequiredService<ISessionStore>();
        });
        await checks.All().Single(c => c.Name == check).RunAsync();
    }
}
