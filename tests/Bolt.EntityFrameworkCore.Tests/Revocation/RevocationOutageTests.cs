using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>A PostgreSQL that is killed while requests come in. It is this test's own.</summary>
public sealed class RevocationOutageTests
{
    public static TheoryData<bool> Ways => [true, false];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task WhileTheDatabaseIsGoneTheAnswerIs503AndThen200Again(bool withEntityFramework)
    {
        await using var postgres = new PostgresServer();
        await postgres.InitializeAsync();
        postgres.Needed();
        await using var database = TestDatabase.Create(TestDatabase.Postgres, postgres);
        database.CreateTables<AppDb>();
        await using var source = database.CreateDataSource();
        await using var app = await Application.StartAsync(
            s => s.AddDbContextPool<AppDb>(database.Use),
            b => _ = withEntityFramework ? b.AddEntityFrameworkRevocation<AppDb, RevokedToken>() : b.AddDatabaseRevocation(source));
        var (token, revoked) = (app.Token(), app.Token("gone"));
        await app.Revocations.RevokeUserAsync("gone", DateTimeOffset.UtcNow, null, TestContext.Current.CancellationToken);
        Assert.Equal((200, 401), (await app.Status("/me", token), await app.Status("/me", revoked)));

        var refused = new System.Collections.Concurrent.ConcurrentQueue<TimeSpan>();
        using var stop = new CancellationTokenSource();
        var statuses = new System.Collections.Concurrent.ConcurrentQueue<(bool IsRevoked, int Status)>();
        var callers = Enumerable.Range(0, 4).Select(i => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var request = Stopwatch.StartNew();
                var status = await app.Status("/me", i == 0 ? revoked : token);
                statuses.Enqueue((i == 0, status));
                if (status == 503)
                {
                    refused.Enqueue(request.Elapsed);
                }
            }
        })).ToArray();
        await postgres.KillAsync();
        var killed = Stopwatch.StartNew();

        // Its children answer for a moment longer.
        for (var i = 0; await app.Status("/me", token) != 503; i++)
        {
            Assert.True(i < 10_000, "It is answered without a database.");
        }

        var noticed = killed.Elapsed;

        using (var response = await app.Send("/me", token))
        {
            Assert.Equal(503, (int)response.StatusCode);
            Assert.True(response.Headers.Contains("Retry-After"));
        }

        await Assert.ThrowsAnyAsync<Exception>(async () => await app.Revocations.RevokeAsync("another", DateTimeOffset.UtcNow.AddHours(1), TestContext.Current.CancellationToken));
        await postgres.StartAsync();
        var clock = Stopwatch.StartNew();
        var (count, status) = (0, 0);
        while ((status = await app.Status("/me", token)) != 200)
        {
            count++;
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{status} after {clock.Elapsed}, {count} requests.");
        }

        var back = clock.Elapsed;
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"noticed after {noticed.TotalMilliseconds:0} ms; back {back.TotalMilliseconds:0} ms after it answers, {count} refused meanwhile; " +
            $"{refused.Count} refused in all, median {refused.Order().ElementAt(refused.Count / 2).TotalMilliseconds:0.0} ms, longest {refused.Max().TotalMilliseconds:0} ms");
        Assert.Equal(401, await app.Status("/me", revoked));
        await stop.CancelAsync();
        await Task.WhenAll(callers);
        Assert.All(statuses, static s => Assert.Contains(s.Status, s.IsRevoked ? new[] { 401, 503 } : [200, 503]));
        Assert.Contains((false, 503), statuses);
    }
}
