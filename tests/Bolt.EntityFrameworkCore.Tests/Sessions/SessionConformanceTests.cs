using Bolt.Conformance;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>What every session store must hold, with Entity Framework Core and without. A class for each database: classes run at the same time.</summary>
public abstract class SessionConformance(PostgresServer postgres, string kind, bool withEntityFramework)
{
    /// <summary>Without a lock, the first one loses a value. As many as somebody asks for by hand.</summary>
    private static readonly int Rounds = ModelSeeds.Count(4);

    private static IEnumerable<StoreCheck> All => new SessionStoreChecks(static _ => null!) { Rounds = Rounds }.All();

    public static TheoryData<string> Names => Stores.Names(All);

    public static TheoryData<string> NamesOfOneWriter => Stores.NamesOfOneWriter(All);

    protected Task HoldsAsync(string check) => RunAsync(checks => checks.All().Single(c => c.Name == check));

    protected Task RandomStepsAsync(int few) => RunAsync(checks => checks.RandomSteps(1, ModelSeeds.Count(few)));

    private async Task RunAsync(Func<SessionStoreChecks, StoreCheck> choose)
    {
        await using var stores = new Stores();
        var checks = new SessionStoreChecks(time =>
        {
            var database = stores.Keep(TestDatabase.Create<AppDb>(kind, postgres));
            return stores.Services<AppDb>(database, time, bolt =>
            {
                bolt.AddSessions();
                _ = withEntityFramework ? bolt.AddEntityFrameworkSessions<AppDb>() : bolt.AddDatabaseSessions(stores.Keep(database.CreateDataSource()));
            }).GetRequiredService<ISessionStore>();
        })
        {
            Rounds = Rounds,
        };
        await choose(checks).RunAsync();
    }
}

public sealed class SessionsInFileTests(PostgresServer postgres) : SessionConformance(postgres, TestDatabase.File, withEntityFramework: true)
{
    [Theory]
    [MemberData(nameof(Names))]
    public Task Holds(string check) => HoldsAsync(check);
}

public sealed class SessionsInMemoryTests(PostgresServer postgres) : SessionConformance(postgres, TestDatabase.Memory, withEntityFramework: true)
{
    [Theory]
    [MemberData(nameof(NamesOfOneWriter))]
    public Task Holds(string check) => HoldsAsync(check);
}

public sealed class SessionsInPostgresTests(PostgresServer postgres) : SessionConformance(postgres, TestDatabase.Postgres, withEntityFramework: true)
{
    [Theory]
    [MemberData(nameof(Names))]
    public Task Holds(string check) => HoldsAsync(check);
}

public sealed class SessionsInFileWithoutEntityFrameworkTests(PostgresServer postgres) : SessionConformance(postgres, TestDatabase.File, withEntityFramework: false)
{
    [Theory]
    [MemberData(nameof(Names))]
    public Task Holds(string check) => HoldsAsync(check);
}

public sealed class SessionsInPostgresWithoutEntityFrameworkTests(PostgresServer postgres) : SessionConformance(postgres, TestDatabase.Postgres, withEntityFramework: false)
{
    [Theory]
    [MemberData(nameof(Names))]
    public Task Holds(string check) => HoldsAsync(check);
}

public static class SessionModelTests
{
    public sealed class InFile(PostgresServer postgres) : SessionConformance(postgres, TestDatabase.File, withEntityFramework: true)
    {
        [Fact]
        public Task Holds() => RandomStepsAsync(12);
    }

    public sealed class InPostgres(PostgresServer postgres) : SessionConformance(postgres, TestDatabase.Postgres, withEntityFramework: true)
    {
        [Fact]
        public Task Holds() => RandomStepsAsync(3);
    }

    public sealed class InFileWithoutEntityFramework(PostgresServer postgres) : SessionConformance(postgres, TestDatabase.File, withEntityFramework: false)
    {
        [Fact]
        public Task Holds() => RandomStepsAsync(12);
    }

    public sealed class InPostgresWithoutEntityFramework(PostgresServer postgres) : SessionConformance(postgres, TestDatabase.Postgres, withEntityFramework: false)
    {
        [Fact]
        public Task Holds() => RandomStepsAsync(3);
    }
}
