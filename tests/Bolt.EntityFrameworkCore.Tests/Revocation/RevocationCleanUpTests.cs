using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>What has ended leaves the table, and nothing else does.</summary>
public sealed class RevocationCleanUpTests(PostgresServer postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool, int> Cases => [.. from kind in TestDatabase.Kinds from isEf in new[] { true, false } from minutes in new[] { -30, 30 } select (kind, isEf, minutes)];

    public static TheoryData<bool> Ways => [true, false];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task BesideFourWritersEverythingLiveStaysAndEverythingOldLeaves(string kind, bool withEntityFramework, int minutes)
    {
        await using var database = TestDatabase.Create<AppDb>(kind, postgres);
        await using var source = database.CreateDataSource();
        await Fill(database, 3500, TimeSpan.FromHours(-2));
        using var host = Host(database, source, withEntityFramework, new Shifted(TimeSpan.FromMinutes(minutes)));
        await host.StartAsync(Cancellation);
        var store = host.Services.GetRequiredService<ISessionRevocationStore>();
        var written = await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            var ids = new List<string>();
            for (var i = 0; i < 60; i++)
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

    /// <summary>A delete by key, with the keys found before, would take the row whatever it has become.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task ARowThatIsRevokedAgainWhileTheCleanUpWaitsForItStays(bool withEntityFramework)
    {
        await using var database = TestDatabase.Create<AppDb>(TestDatabase.Postgres, postgres);
        await using var source = database.CreateDataSource();
        await Fill(database, 10, TimeSpan.FromHours(-2));
        var key = RevocationKey.ForToken("3").ToString();
        await using var other = database.Connect();
        await other.OpenAsync(Cancellation);
        await using var transaction = await other.BeginTransactionAsync(Cancellation);
        await using var update = other.CreateCommand();
        update.Transaction = transaction;
        update.CommandText = $"UPDATE \"BoltRevokedTokens\" SET \"ExpiresAt\" = {DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds()} WHERE \"Id\" = '{key}'";
        Assert.Equal(1, await update.ExecuteNonQueryAsync(Cancellation));
        using var host = Host(database, source, withEntityFramework, TimeProvider.System);
        await host.StartAsync(Cancellation);
        await Until(async () => await database.ScalarAsync<long>("SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'DELETE FROM \"BoltRevokedTokens\"%'") > 0);
        await transaction.CommitAsync(Cancellation);
        await Until(async () => await database.ScalarAsync<long>("SELECT COUNT(*) FROM \"BoltRevokedTokens\"") == 1);
        await host.StopAsync(Cancellation);
        Assert.True(await host.Services.GetRequiredService<IRevocationStore>().IsRevokedAsync("3", Cancellation));
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

    private static async Task Fill(TestDatabase database, int count, TimeSpan from)
    {
        await using var context = database.Context<AppDb>();
        var end = DateTimeOffset.UtcNow.Add(from).ToUnixTimeSeconds();
        context.AddRange(Enumerable.Range(0, count).Select(i => new RevokedToken
        {
            Id = RevocationKey.ForToken(i.ToString(CultureInfo.InvariantCulture)).ToString(),
            Kind = RevocationKind.Token,
            ExpiresAt = end - i,
            IssuedBefore = RevocationEntry.Always,
        }));
        await context.SaveChangesAsync(Cancellation);
    }

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
