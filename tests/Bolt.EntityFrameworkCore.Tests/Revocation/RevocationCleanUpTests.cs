using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>What has ended leaves the table, and nothing else does.</summary>
public sealed class RevocationCleanUpTests(PostgresServer postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool, int> Cases => [.. from kind in new[] { TestDatabase.File, TestDatabase.Postgres } from isEf in new[] { true, false } from minutes in new[] { -30, 30 } select (kind, isEf, minutes)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task BesideFourWritersEverythingLiveStaysAndEverythingOldLeaves(string kind, bool withEntityFramework, int minutes)
    {
        await using var database = TestDatabase.Create<AppDb>(kind, postgres);
        await using var source = database.CreateDataSource();
        await Fill(database, 1500, TimeSpan.FromHours(-2));
        using var host = Host(database, source, withEntityFramework, new Shifted(TimeSpan.FromMinutes(minutes)));
        await host.StartAsync(Cancellation);
        var store = host.Services.GetRequiredService<ISessionRevocationStore>();
        var written = await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            var ids = new List<string>();
            for (var i = 0; i < 20; i++)
            {
                ids.Add($"{writer} {i}");
                await store.RevokeAsync(ids[^1], DateTimeOffset.UtcNow.AddHours(1), Cancellation);
            }

            return ids;
        })));
        await Until(async () => await database.ScalarAsync<long>($"SELECT COUNT(*) FROM \"BoltRevokedTokens\" WHERE \"ExpiresAt\" < {DateTimeOffset.UtcNow.AddMinutes(-91).ToUnixTimeSeconds()}") == 0);
        foreach (var id in written.SelectMany(static w => w))
        {
            Assert.True(await store.IsRevokedAsync(id, Cancellation), id);
        }

        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task AProgramMayLeaveItToAnother()
    {
        await using var database = TestDatabase.Create<AppDb>(TestDatabase.File, postgres);
        await using var source = database.CreateDataSource();
        await Fill(database, 10, TimeSpan.FromHours(-2));
        using var host = Host(database, source, true, TimeProvider.System, TimeSpan.Zero);
        await host.StartAsync(Cancellation);
        await Task.Delay(300, Cancellation);
        await host.StopAsync(Cancellation);
        Assert.Equal(10, await database.ScalarAsync<long>("SELECT COUNT(*) FROM \"BoltRevokedTokens\""));
    }

    private static Task Fill(TestDatabase database, int count, TimeSpan from) => Rows.AddAsync(database, count, DateTimeOffset.UtcNow.Add(from).ToUnixTimeSeconds());

    private static IHost Host(TestDatabase database, System.Data.Common.DbDataSource source, bool withEntityFramework, TimeProvider time, TimeSpan? interval = null)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(time);
        builder.Services.AddDbContext<AppDb>(database.Use);
        var bolt = builder.Services.AddBolt();
        void Configure(RevocationOptions o) => o.CleanUpInterval = interval ?? TimeSpan.FromMilliseconds(20);
        _ = withEntityFramework ? bolt.AddEntityFrameworkRevocation<AppDb, RevokedToken>(Configure) : bolt.AddDatabaseRevocation(source, Configure);
        return builder.Build();
    }

    private static async Task Until(Func<Task<bool>> reached)
    {
        for (var i = 0; !await reached(); i++)
        {
            Assert.True(i < 600, "It does not happen.");
            await Task.Delay(50, Cancellation);
        }
    }

    /// <summary>A server whose clock is wrong.</summary>
    private sealed class Shifted(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
