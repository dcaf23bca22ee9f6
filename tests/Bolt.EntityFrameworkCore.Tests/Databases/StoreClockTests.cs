using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>A server whose clock is far from its store's says so when it has started, and works on.</summary>
public sealed class StoreClockTests(PostgresServer postgres)
{
    private const int Apart = 7002;
    private const int Unknown = 7003;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<bool> Ways => [true, false];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task APostgresThatIsApart(bool withEntityFramework)
    {
        await using var database = TestDatabase.Create<AppDb>(TestDatabase.Postgres, postgres);
        await using var source = database.CreateDataSource();
        var warned = await WarnedAsync(new Shifted(TimeSpan.FromMinutes(-5)), b => Add(b, source, withEntityFramework), s => s.AddDbContextFactory<AppDb>(database.Use), 2);
        Assert.Contains(warned, static w => w.Id == Apart && w.Text.Contains("and 1.5 are allowed: a token that was issued", StringComparison.Ordinal));
        Assert.Contains(warned, static w => w.Id == Apart && w.Text.Contains("and 15 are allowed: a client that repeats a refresh", StringComparison.Ordinal));
        Assert.All(warned, static w => Assert.Matches("are (299|30[01])[.0-9]* seconds apart", w.Text));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task APostgresThatIsNotAndASqliteThatHasThisClock(bool withEntityFramework)
    {
        await using var same = TestDatabase.Create<AppDb>(TestDatabase.Postgres, postgres);
        await using var source = same.CreateDataSource();
        await using var file = TestDatabase.Create<AppDb>(TestDatabase.File, postgres);
        await using var fileSource = file.CreateDataSource();
        Assert.Empty(await WarnedAsync(TimeProvider.System, b => Add(b, source, withEntityFramework), s => s.AddDbContextFactory<AppDb>(same.Use), 0));
        Assert.Empty(await WarnedAsync(new Shifted(TimeSpan.FromHours(5)), b => Add(b, fileSource, withEntityFramework), s => s.AddDbContextFactory<AppDb>(file.Use), 0));
    }

    [Theory]
    [InlineData(14, 30, 0)]
    [InlineData(17, 30, 1)]
    [InlineData(-14, 30, 0)]
    [InlineData(-17, 30, 1)]
    [InlineData(4, 10, 0)]
    [InlineData(7, 10, 1)]
    [InlineData(1000, 0, 0)]
    public async Task HalfOfTheGraceIsAllowedEitherWayAndWithoutAGraceAnything(int seconds, int grace, int expected)
    {
        var warned = await WarnedAsync(
            TimeProvider.System,
            b => b.AddRefreshTokens<AppUser>(o => o.ReuseGrace = TimeSpan.FromSeconds(grace)).AddRefreshTokenStore<Elsewhere>(),
            s => s.AddSingleton<IUserLoader<AppUser>, Nobody>().AddSingleton(new Elsewhere(TimeSpan.FromSeconds(seconds), null)),
            expected);
        Assert.Equal(expected, warned.Count);
        Assert.All(warned, static w => Assert.Equal((Apart, LogLevel.Warning), (w.Id, w.Level)));
    }

    [Fact]
    public async Task AStoreThatCannotBeAskedStopsNothing()
    {
        var warned = await WarnedAsync(
            TimeProvider.System,
            static b => b.AddRefreshTokens<AppUser>().AddRefreshTokenStore<Elsewhere>(),
            static s => s.AddSingleton<IUserLoader<AppUser>, Nobody>().AddSingleton(new Elsewhere(TimeSpan.Zero, new TimeoutException("scripted"))),
            1);
        Assert.Equal((Unknown, LogLevel.Debug), (Assert.Single(warned).Id, warned[0].Level));
    }

    private static void Add(BoltBuilder bolt, System.Data.Common.DbDataSource source, bool withEntityFramework) =>
        AllStores.Add(bolt.AddEntityFrameworkUsers<AppDb, AppUser>().AddRefreshTokens<AppUser>(), source, withEntityFramework);

    /// <summary>What is said of clocks, once everything that starts has run.</summary>
    private static async Task<List<(int Id, LogLevel Level, string Text)>> WarnedAsync(TimeProvider time, Action<BoltBuilder> add, Action<IServiceCollection> services, int expected)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        var logs = new Logs();
        builder.Logging.SetMinimumLevel(LogLevel.Debug).AddProvider(logs);
        builder.Services.AddSingleton(time);
        services(builder.Services);
        add(builder.Services.AddBolt().AddJwt(static o => o.Secret = Application.Secret));
        using var host = builder.Build();
        await host.StartAsync(Cancellation);

        // A check that has been made ends, others never do.
        foreach (var check in host.Services.GetServices<IHostedService>().OfType<BackgroundService>().Where(static s => s.GetType().Name.EndsWith("ClockCheck", StringComparison.Ordinal)))
        {
            await check.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        }

        await host.StopAsync(Cancellation);
        return [.. logs.Lines.Where(static l => l.Id is Apart or Unknown)];
    }

    private sealed class Shifted(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }

    private sealed class Elsewhere(TimeSpan ahead, Exception? failure) : IRefreshTokenStore, IStoreClock
    {
        public ValueTask<DateTimeOffset?> GetUtcNowAsync(CancellationToken cancellationToken) => failure is null ? new(TimeProvider.System.GetUtcNow() + ahead) : throw failure;

        public ValueTask CreateAsync(RefreshFamily family, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<RefreshFamily?> FindAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<bool> TryReplaceAsync(RefreshFamily next, int expectedGeneration, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<bool> EndAsync(string id, DateTimeOffset endedAt, RefreshEndReason reason, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<RefreshFamily> ListAsync(string userId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<long> GenerationAsync(string userId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<long> EndGenerationAsync(string userId, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class Logs : ILoggerProvider
    {
        public ConcurrentQueue<(int Id, LogLevel Level, string Text)> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Logger(this);

        public void Dispose()
        {
        }

        private sealed class Logger(Logs all) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => all.Lines.Enqueue((eventId.Id, logLevel, formatter(state, exception)));
        }
    }
}
