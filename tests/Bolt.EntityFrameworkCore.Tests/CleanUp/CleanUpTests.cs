using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>What the clean-up of all three stores must not do: take what lives again, take too much at once, or go on for ever.</summary>
public sealed class CleanUpTests(PostgresServer postgres)
{
    private static readonly string[] Tables = ["BoltRevokedTokens", "BoltSessions", "BoltRefreshFamilies"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Cases => [.. from kind in new[] { TestDatabase.File, TestDatabase.Postgres } from isEf in new[] { true, false } select (kind, isEf)];

    public static TheoryData<bool> Ways => [true, false];

    /// <summary>A delete by key, with the keys found before, would take the row whatever it has become.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task ARowThatLivesLongerWhileTheCleanUpWaitsForItStays(string kind, bool withEntityFramework)
    {
        await using var database = TestDatabase.Create<AppDb>(kind, postgres);
        await using var source = database.CreateDataSource();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var host = Host(database, source, withEntityFramework, time);
        var (kept, other) = (await AddAsync(host.Services, time.GetUtcNow(), "kept"), await AddAsync(host.Services, time.GetUtcNow(), "other"));
        time.Advance(TimeSpan.FromDays(3));

        await using var writer = database.Connect();
        await writer.OpenAsync(Cancellation);
        await using var transaction = await writer.BeginTransactionAsync(Cancellation);
        foreach (var (table, id) in Tables.Zip(kept))
        {
            await using var update = writer.CreateCommand();
            update.Transaction = transaction;
            update.CommandText = $"UPDATE \"{table}\" SET \"ExpiresAt\" = 2 * \"ExpiresAt\" WHERE \"Id\" = '{id}'";
            Assert.Equal(1, await update.ExecuteNonQueryAsync(Cancellation));
        }

        await host.StartAsync(Cancellation);
        for (var i = 0; kind == TestDatabase.Postgres ? await WaitingAsync(database) < Tables.Length : i < 15; i++)
        {
            // On SQLite everything waits for the one writer.
            Assert.True(i < 600, "The clean-up does not come.");
            await AdvanceAsync(time);
        }

        await transaction.CommitAsync(Cancellation);
        foreach (var (table, id) in Tables.Zip(other))
        {
            await Until(time, async () => await database.ScalarAsync<long>($"SELECT COUNT(*) FROM \"{table}\" WHERE \"Id\" = '{id}'") == 0);
        }

        await host.StopAsync(Cancellation);
        foreach (var (table, id) in Tables.Zip(kept))
        {
            Assert.Equal((table, 1), (table, await database.ScalarAsync<int>($"SELECT COUNT(*) FROM \"{table}\" WHERE \"Id\" = '{id}'")));
        }
    }

    /// <summary>SQLite has one writer, and a statement is whole there: what comes in between is another one's write right before the delete, when keys that were read before it are old.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task ARowThatLivesLongerRightBeforeTheDeleteStays(bool withEntityFramework)
    {
        await using var database = TestDatabase.Create<AppDb>(TestDatabase.File, postgres);
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var renewal = new BeforeDelete(database);
        await using var source = renewal.CreateDataSource();
        using var host = Host(database, source, withEntityFramework, time, interceptor: renewal);
        var (kept, other) = (await AddAsync(host.Services, time.GetUtcNow(), "kept"), await AddAsync(host.Services, time.GetUtcNow(), "other"));
        renewal.Renewed = [.. Tables.Zip(kept)];
        time.Advance(TimeSpan.FromDays(3));
        await host.StartAsync(Cancellation);
        foreach (var (table, id) in Tables.Zip(other))
        {
            await Until(time, async () => await database.ScalarAsync<long>($"SELECT COUNT(*) FROM \"{table}\" WHERE \"Id\" = '{id}'") == 0);
        }

        await host.StopAsync(Cancellation);
        Assert.Equal(Tables, renewal.Done.Order(Comparer<string>.Create(static (a, b) => Array.IndexOf(Tables, a) - Array.IndexOf(Tables, b))));
        foreach (var (table, id) in Tables.Zip(kept))
        {
            Assert.Equal((table, 1), (table, await database.ScalarAsync<int>($"SELECT COUNT(*) FROM \"{table}\" WHERE \"Id\" = '{id}'")));
        }
    }

    /// <summary>A program that never lives as long as its interval cleans up as well.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task TheFirstCleanUpIsAMinuteAfterTheStart(bool withEntityFramework)
    {
        await using var database = TestDatabase.Create<AppDb>(TestDatabase.File, postgres);
        await using var source = database.CreateDataSource();
        var time = new TimersTime(DateTimeOffset.UtcNow);
        using var host = Host(database, source, withEntityFramework, time);
        await AddAsync(host.Services, time.GetUtcNow(), "ended");
        time.Advance(TimeSpan.FromDays(3));
        await host.StartAsync(Cancellation);
        await Reached(() => Task.FromResult(time.Timers >= Tables.Length));
        time.Advance(TimeSpan.FromMinutes(1));
        foreach (var table in Tables)
        {
            await Reached(async () => await database.ScalarAsync<long>($"SELECT COUNT(*) FROM \"{table}\"") == 0);
        }

        await host.StopAsync(Cancellation);

        static async Task Reached(Func<Task<bool>> reached)
        {
            for (var i = 0; !await reached(); i++)
            {
                Assert.True(i < 3000, "It does not happen.");
                await Task.Delay(10, Cancellation);
            }
        }
    }

    /// <summary>The thousandth row may be one that lives.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task WhatHasNotEndedStaysHoweverManyRowsThereAre(string kind, bool withEntityFramework)
    {
        await using var database = TestDatabase.Create<AppDb>(kind, postgres);
        await using var source = database.CreateDataSource();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var host = Host(database, source, withEntityFramework, time);
        var ended = await AddAsync(host.Services, time.GetUtcNow(), "ended");
        time.Advance(TimeSpan.FromDays(3));
        const int Live = 1200;
        var end = time.GetUtcNow().AddDays(1);
        await Rows.AddAsync(database, Live, end.ToUnixTimeSeconds());
        await database.RunAsync(
            $"""
            WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {Live})
            INSERT INTO "BoltSessions" ("Id", "Backend", "SecretHash", "Epoch", "Generation", "Persistent", "CreatedAt", "LastSeenAt", "IdleTimeout", "EndsAt", "ExpiresAt", "Values")
            SELECT n || '', 'b', '', 0, 0, 1=1, 0, 0, 0, 0, {end.UtcTicks} + n, '' FROM numbers
            """);
        await database.RunAsync(
            $"""
            WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {Live})
            INSERT INTO "BoltRefreshFamilies" ("Id", "UserId", "UserKey", "Generation", "Current", "Previous", "Nonce", "CreatedAt", "RotatedAt", "ExpiresAt", "EndsAt", "UserGeneration")
            SELECT n || '', 'u', 'u', 0, '', '', '', 0, 0, {end.UtcTicks} + n, 0, 0 FROM numbers
            """);
        await host.StartAsync(Cancellation);
        foreach (var (table, id) in Tables.Zip(ended))
        {
            await Until(time, async () => await database.ScalarAsync<long>($"SELECT COUNT(*) FROM \"{table}\" WHERE \"Id\" = '{id}'") == 0);
        }

        await host.StopAsync(Cancellation);
        foreach (var table in Tables)
        {
            Assert.Equal((table, Live), (table, await database.ScalarAsync<int>($"SELECT COUNT(*) FROM \"{table}\"")));
        }
    }

    /// <summary>A trigger of the application's that keeps rows, say, or rights that do not suffice.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task RowsThatCannotBeDeletedAreNotAskedForAgainAndAgain(string kind, bool withEntityFramework)
    {
        await using var database = TestDatabase.Create(kind, postgres);
        database.CreateTables<AppDb>();
        await using var source = database.CreateDataSource();
        await database.RunAsync(
            """
            WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1500)
            INSERT INTO "BoltSessions" ("Id", "Backend", "SecretHash", "Epoch", "Generation", "Persistent", "CreatedAt", "LastSeenAt", "IdleTimeout", "EndsAt", "ExpiresAt", "Values")
            SELECT n || '', 'b', '', 0, 0, 1=1, n, n, n, n, n, '' FROM numbers
            """);
        await database.RunAsync(kind == TestDatabase.Postgres
            ? """
              CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
              CREATE TRIGGER keep BEFORE DELETE ON "BoltSessions" FOR EACH ROW EXECUTE FUNCTION keep();
              """
            : """CREATE TRIGGER keep BEFORE DELETE ON "BoltSessions" BEGIN SELECT RAISE(IGNORE); END;""");
        await using var stores = new Stores();
        var store = stores.Services<AppDb>(database, TimeProvider.System, b => AllStores.Add(b, source, withEntityFramework)).GetRequiredService<ISessionStore>();
        await Task.Run(async () => await store.PurgeAsync(DateTimeOffset.UtcNow, Cancellation), Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal(1500, await database.ScalarAsync<int>("SELECT COUNT(*) FROM \"BoltSessions\""));
    }

    /// <summary>
    /// A thousand rows in a statement at most, and requests go on beside it. With <c>BOLT_CLEAN_UP_ROWS</c> a large table: docs/verification.md has its figures.
    /// </summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task ALargeTableIsEmptiedInPortionsBesideRequests(string kind, bool withEntityFramework)
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("BOLT_CLEAN_UP_ROWS"), System.Globalization.CultureInfo.InvariantCulture, out var asked) ? asked : 2500;
        await using var database = TestDatabase.Create(kind, postgres);
        database.CreateTables<AppDb>();
        await using var source = database.CreateDataSource();
        await Rows.AddAsync(database, count, DateTimeOffset.UtcNow.AddHours(-2).ToUnixTimeSeconds());
        if (kind == TestDatabase.Postgres)
        {
            await database.RunAsync("""
                CREATE TABLE portions (rows bigint NOT NULL);
                CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO portions SELECT COUNT(*) FROM gone; RETURN NULL; END';
                CREATE TRIGGER note AFTER DELETE ON "BoltRevokedTokens" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note();
                """);
        }

        using var host = Host(database, source, withEntityFramework, TimeProvider.System, TimeSpan.FromMilliseconds(10));
        var store = host.Services.GetRequiredService<ISessionRevocationStore>();
        await store.RevokeAsync("live", DateTimeOffset.UtcNow.AddHours(1), Cancellation);
        var (clock, stop) = (Stopwatch.StartNew(), new TaskCompletionSource());
        await host.StartAsync(Cancellation);
        var readers = Requests(stop.Task, async i => Assert.True(await store.IsRevokedAsync("live", Cancellation)));
        var writers = Requests(stop.Task, async i => await store.RevokeAsync("new " + i, DateTimeOffset.UtcNow.AddHours(1), Cancellation));
        while (await database.ScalarAsync<long>($"SELECT COUNT(*) FROM \"BoltRevokedTokens\" WHERE \"ExpiresAt\" < {DateTimeOffset.UtcNow.AddMinutes(-61).ToUnixTimeSeconds()}") > 0)
        {
            await Task.Delay(count > 100_000 ? 1000 : 20, Cancellation);
        }

        var took = clock.Elapsed;
        stop.SetResult();
        var (reads, written) = (await readers, await writers);
        await host.StopAsync(Cancellation);
        Assert.Equal(1 + written.Count, await database.ScalarAsync<int>("SELECT COUNT(*) FROM \"BoltRevokedTokens\""));
        TestContext.Current.TestOutputHelper!.WriteLine($"{kind}, {(withEntityFramework ? "with" : "without")} EF: {count} rows in {took.TotalSeconds:0.0} s; look-ups {Figures(reads)}; revocations {Figures(written)}");
        if (kind == TestDatabase.Postgres)
        {
            Assert.Equal(count, await database.ScalarAsync<int>("SELECT SUM(rows) FROM portions"));
            Assert.InRange(await database.ScalarAsync<int>("SELECT MAX(rows) FROM portions"), 1, 1000);
        }
    }

    private static async Task<List<double>> Requests(Task stop, Func<int, Task> request)
    {
        var times = new List<double>();
        while (!stop.IsCompleted)
        {
            var clock = Stopwatch.StartNew();
            await Task.Run(() => request(times.Count));
            times.Add(clock.Elapsed.TotalMilliseconds);
            await Task.Delay(5);
        }

        return times;
    }

    private static string Figures(List<double> times)
    {
        times.Sort();
        return $"{times.Count}, median {times[times.Count / 2]:0.0} ms, p99 {times[times.Count * 99 / 100]:0.0} ms, longest {times[^1]:0.0} ms";
    }

    /// <summary>One row in each table, which ends in two days at most.</summary>
    [Theory]
    [InlineData(TestDatabase.File)]
    [InlineData(TestDatabase.Postgres)]
    public async Task AQueryFilterThatHidesEverythingKeepsNothing(string kind)
    {
        await using var database = TestDatabase.Create<HiddenDb>(kind, postgres);
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton<TimeProvider>(time).AddDbContextFactory<HiddenDb>(database.Use).AddBolt().AddSessions()
            .AddEntityFrameworkRevocation<HiddenDb, RevokedToken>().AddEntityFrameworkSessions<HiddenDb>().AddEntityFrameworkRefreshTokens<HiddenDb, RefreshFamily>();
        using var host = builder.Build();
        await AddAsync(host.Services, time.GetUtcNow(), "hidden");
        time.Advance(TimeSpan.FromDays(3));
        await host.StartAsync(Cancellation);
        foreach (var table in Tables)
        {
            await Until(time, async () => await database.ScalarAsync<long>($"SELECT COUNT(*) FROM \"{table}\"") == 0);
        }

        await host.StopAsync(Cancellation);
    }

    private static async Task<string[]> AddAsync(IServiceProvider services, DateTimeOffset now, string name)
    {
        await services.GetRequiredService<IRevocationStore>().RevokeAsync(name, now.AddHours(1), Cancellation);
        var session = new SessionRecord { Id = SessionId.New(), Backend = "b", SecretHash = new(new byte[32]), CreatedAt = now, LastSeenAt = now, IdleTimeout = TimeSpan.FromHours(1), EndsAt = now.AddHours(2) };
        Assert.True(await services.GetRequiredService<ISessionStore>().CreateAsync(session, Cancellation));
        var family = new RefreshFamily { Id = Guid.NewGuid().ToString("N"), UserId = name, Current = new byte[32], CreatedAt = now, RotatedAt = now, ExpiresAt = now.AddHours(1), EndsAt = now.AddDays(1) };
        await services.GetRequiredService<IRefreshTokenStore>().CreateAsync(family, Cancellation);
        return [RevocationKey.ForToken(name).ToString(), session.Id.ToString(), family.Id];
    }

    private static Task<int> WaitingAsync(TestDatabase database) => database.ScalarAsync<int>(
        "SELECT COUNT(DISTINCT query) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'DELETE FROM \"Bolt%' AND pid <> pg_backend_pid() AND pg_blocking_pids(pid) <> '{}'");

    /// <summary>What waited for the time goes on where the time is moved, and SQLite's calls come back when they are done.</summary>
    private static async Task AdvanceAsync(FakeTimeProvider time)
    {
        _ = Task.Run(() => time.Advance(TimeSpan.FromMinutes(1)), Cancellation);
        await Task.Delay(20, Cancellation);
    }

    private static async Task Until(FakeTimeProvider time, Func<Task<bool>> reached)
    {
        for (var i = 0; !await reached(); i++)
        {
            Assert.True(i < 600, "It does not happen.");
            await AdvanceAsync(time);
        }
    }

    private static IHost Host(TestDatabase database, DbDataSource source, bool withEntityFramework, TimeProvider time, TimeSpan? interval = null, IInterceptor? interceptor = null)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(time);
        builder.Services.AddDbContextFactory<AppDb>(options =>
        {
            database.Use(options);
            if (interceptor is not null)
            {
                options.AddInterceptors(interceptor);
            }
        });
        builder.Services.Configure<RevocationOptions>(o => o.CleanUpInterval = interval ?? o.CleanUpInterval);
        AllStores.Add(builder.Services.AddBolt(), source, withEntityFramework);
        return builder.Build();
    }

    /// <summary>Counts what waits, or has waited, for the time.</summary>
    private sealed class TimersTime(DateTimeOffset start) : FakeTimeProvider(start)
    {
        private int _timers;

        public int Timers => Volatile.Read(ref _timers);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Interlocked.Increment(ref _timers);
            return timer;
        }
    }

    public sealed class HiddenDb(DbContextOptions<HiddenDb> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.AddBoltRevocation<RevokedToken>().AddBoltSessions().AddBoltRefreshTokens<RefreshFamily>();
            modelBuilder.Entity<RevokedToken>().HasQueryFilter(static _ => false);
            modelBuilder.Entity<StoredSession>().HasQueryFilter(static _ => false);
            modelBuilder.Entity<RefreshFamily>().HasQueryFilter(static _ => false);
        }
    }
}
