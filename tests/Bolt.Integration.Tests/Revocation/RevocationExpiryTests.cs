using Bolt.Tests;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Bolt.Integration.Tests;

/// <summary>Until when a token is revoked, in every store: any expiry, and never earlier than said before.</summary>
public sealed class RevocationExpiryTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private static readonly TimeSpan[] Skews = [TimeSpan.Zero, TimeSpan.FromSeconds(30), TimeSpan.FromHours(1), TimeSpan.MaxValue, TimeSpan.MinValue, TimeSpan.FromTicks(-1)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Stores => ["memory", "cache", "redis"];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task EveryExpiryIsTaken(string kind)
    {
        await using var stores = Make(kind);
        var now = DateTimeOffset.UtcNow;
        (DateTimeOffset At, bool IsOver)[] expiries =
        [
            (DateTimeOffset.MaxValue, false), (DateTimeOffset.MaxValue.AddTicks(-1), false), (DateTimeOffset.MaxValue.AddSeconds(-30), false), (DateTimeOffset.MaxValue.AddDays(-1), false),
            (new DateTimeOffset(DateTime.MaxValue.Ticks, TimeSpan.FromHours(14)), false), (new DateTimeOffset(9999, 12, 31, 9, 59, 59, TimeSpan.FromHours(-14)), false),
            (now.AddYears(50), false), (now.AddYears(70), false), (now.AddYears(7000), false), (now.AddMinutes(1), false), (now.AddMinutes(1).ToOffset(TimeSpan.FromHours(-12)), false),
            (DateTimeOffset.MinValue, true), (DateTimeOffset.MinValue.AddTicks(1), true), (new DateTimeOffset(DateTime.MinValue, TimeSpan.FromHours(-14)), true), (DateTimeOffset.UnixEpoch, true), (now.AddDays(-1), true),
        ];
        foreach (var skew in Skews)
        {
            var store = stores.Add(skew);
            foreach (var (at, isOver) in expiries)
            {
                var id = Guid.NewGuid().ToString();
                await store.RevokeAsync(id, at, Cancellation);
                await store.RevokeAsync(id, at, Cancellation);
                Assert.Equal(!isOver || skew == TimeSpan.MaxValue, await store.IsRevokedAsync(id, Cancellation));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task ATokenThatNeverExpiresIsRefusedOnceRevoked(string kind)
    {
        await using var app = await Start(kind);
        foreach (var exp in new[] { "1e18", "253402300799", "253402300800", "9223372036854775807" })
        {
            var id = "never " + exp;
            var token = TokenReader.Sign($$"""{"sub":"1","exp":{{exp}},"jti":"{{id}}"}""");
            Assert.Equal(200, (int)(await app.Send("GET", "/jwt/me", token)).StatusCode);
            await app.Services.GetRequiredService<IRevocationStore>().RevokeAsync(id, DateTimeOffset.MaxValue, Cancellation);
            Assert.Equal(401, (int)(await app.Send("GET", "/jwt/me", token)).StatusCode);
        }
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task AnIdIsNeverRevokedForLessThanBefore(string kind)
    {
        await using var stores = Make(kind);
        var store = stores.Add(TimeSpan.FromSeconds(30));
        var now = DateTimeOffset.UtcNow;
        foreach (var shorter in new[] { now.AddSeconds(-29), now.AddSeconds(-31), now, now.AddSeconds(1), DateTimeOffset.MinValue, DateTimeOffset.UnixEpoch })
        {
            var (first, last) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
            await store.RevokeAsync(first, now.AddDays(30), Cancellation);
            await store.RevokeAsync(first, shorter, Cancellation);
            await store.RevokeAsync(last, shorter, Cancellation);
            await store.RevokeAsync(last, now.AddDays(30), Cancellation);
            Assert.InRange(await stores.LeftOf(first), TimeSpan.FromDays(29.9), TimeSpan.FromDays(30.1));
            Assert.InRange(await stores.LeftOf(last), TimeSpan.FromDays(29.9), TimeSpan.FromDays(30.1));
        }
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task OfManyAtOnceTheLatestCounts(string kind)
    {
        await using var stores = Make(kind);
        var store = stores.Add(TimeSpan.Zero);
        var random = new Random(20301);
        for (var round = 0; round < 8; round++)
        {
            var id = Guid.NewGuid().ToString();
            var minutes = Enumerable.Range(0, 64).Select(_ => random.Next(-60, 100_000)).ToArray();
            var now = DateTimeOffset.UtcNow;
            await Task.WhenAll(minutes.Select(m => Task.Run(async () => await store.RevokeAsync(id, now.AddMinutes(m), Cancellation), Cancellation)));
            Assert.InRange(await stores.LeftOf(id), TimeSpan.FromMinutes(minutes.Max() - 1), TimeSpan.FromMinutes(minutes.Max() + 1));
        }
    }

    [Fact]
    public async Task WhatAnotherProcessShortensMeanwhileIsWrittenAgain()
    {
        var cache = new Cache();
        var store = new DistributedCacheRevocationStore(cache, Options.Create(new RevocationOptions()), TimeProvider.System);
        byte[]? early = null;
        await store.RevokeAsync("early", DateTimeOffset.UtcNow.AddMinutes(1), Cancellation);
        early = await cache.GetAsync("bolt:revoked:early", Cancellation);
        var others = 3;
        cache.AfterWriting = async key =>
        {
            if (others-- > 0)
            {
                await cache.Inner.SetAsync(key, early!, new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(1) }, Cancellation);
            }
        };
        await store.RevokeAsync("id", DateTimeOffset.UtcNow.AddDays(1), Cancellation);
        Assert.InRange(cache.Lifetimes["bolt:revoked:id"], TimeSpan.FromHours(23.9), TimeSpan.FromHours(24.1));
        Assert.NotEqual(early, await cache.GetAsync("bolt:revoked:id", Cancellation));
    }

    [Fact]
    public async Task AnEntryOfUnknownEndIsReplacedByOneThatStays()
    {
        var cache = new Cache();
        var store = new DistributedCacheRevocationStore(cache, Options.Create(new RevocationOptions()), TimeProvider.System);
        await cache.SetAsync("bolt:revoked:id", [1], new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromDays(10) }, Cancellation);
        Assert.True(await store.IsRevokedAsync("id", Cancellation));
        await store.RevokeAsync("id", DateTimeOffset.UtcNow.AddDays(1), Cancellation);
        Assert.True(cache.Lifetimes["bolt:revoked:id"] > TimeSpan.FromDays(10_000));
    }

    [Fact]
    public async Task ACacheThatKeepsNothingIsNotTakenForARevocation()
    {
        var store = new DistributedCacheRevocationStore(new Cache { KeepsNothing = true }, Options.Create(new RevocationOptions()), TimeProvider.System);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.RevokeAsync("id", DateTimeOffset.UtcNow.AddDays(1), Cancellation));
    }

    [Fact]
    public async Task TheCacheKeepsAnEntryToTheLastMoment()
    {
        var (cache, time) = (new Cache(), new FakeTimeProvider(new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        var store = new DistributedCacheRevocationStore(cache, Options.Create(new RevocationOptions()), time);
        await store.RevokeAsync("id", time.GetUtcNow().AddMilliseconds(1), Cancellation);
        Assert.Equal(TimeSpan.FromSeconds(1), cache.Lifetimes["bolt:revoked:id"]);
        await store.RevokeAsync("id", time.GetUtcNow().AddMilliseconds(5200), Cancellation);
        Assert.Equal(TimeSpan.FromSeconds(6), cache.Lifetimes["bolt:revoked:id"]);
        await store.RevokeAsync("never", DateTimeOffset.MaxValue, Cancellation);
        Assert.Equal(TimeSpan.FromSeconds(int.MaxValue), cache.Lifetimes["bolt:revoked:never"]);
    }

    [Theory]
    [InlineData("memory", "")]
    [InlineData("memory", " ")]
    [InlineData("cache", "")]
    [InlineData("cache", "\t \n")]
    [InlineData("any", "")]
    [InlineData("any", "\u00a0")]
    public async Task NoIdCannotBeRevoked(string kind, string id)
    {
        await using var stores = Make(kind == "any" ? "memory" : kind);
        await using var app = await Application.StartAsync(static s => s.AddSingleton<Asked>().AddBolt().AddRevocation<Asked>());
        var store = kind == "any" ? app.Services.GetRequiredService<IRevocationStore>() : stores.Add(TimeSpan.Zero);
        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await store.RevokeAsync(id, DateTimeOffset.MaxValue, Cancellation));
        Assert.Equal("tokenId", error.ParamName);
        Assert.Contains("jti", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await store.RevokeAsync(null!, DateTimeOffset.MaxValue, Cancellation));
        Assert.Equal(0, app.Services.GetRequiredService<Asked>().Questions);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public async Task AStoreIsNeverAskedAboutNoId(string? id)
    {
        await using var app = await Application.StartAsync(static s => s.AddSingleton<Asked>().AddBolt().AddRevocation<Asked>(static o => o.FailOpen = true));
        Assert.True(await app.Services.GetRequiredService<IRevocationStore>().IsRevokedAsync(id!, Cancellation));
        Assert.Equal(0, app.Services.GetRequiredService<Asked>().Questions);
        Assert.False(await app.Services.GetRequiredService<IRevocationStore>().IsRevokedAsync("id", Cancellation));
        Assert.Equal(1, app.Services.GetRequiredService<Asked>().Questions);
    }

    private Task<Application> Start(string kind)
    {
        if (kind == "redis")
        {
            redis.Needed();
        }

        return Application.StartAsync(s =>
        {
            _ = kind switch
            {
                "memory" => s.AddBolt().AddRevocation<InMemoryRevocationStore>(static o => o.MaximumTokenLifetime = TimeSpan.MaxValue),
                "cache" => s.AddDistributedMemoryCache().AddBolt().AddRevocation<DistributedCacheRevocationStore>(),
                _ => s.AddStackExchangeRedisCache(o => o.Configuration = redis.Configuration).AddBolt().AddRevocation<DistributedCacheRevocationStore>(),
            };
        });
    }

    private StoreMaker Make(string kind)
    {
        if (kind == "redis")
        {
            redis.Needed();
        }

        return new StoreMaker(kind, redis.Configuration);
    }

    /// <summary>Stores of one kind over one place to keep things.</summary>
    private sealed class StoreMaker : IAsyncDisposable
    {
        private readonly ServiceProvider _services;
        private readonly Cache? _cache;
        private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
        private readonly List<InMemoryRevocationStore> _memory = [];
        private readonly string _redis;

        public StoreMaker(string kind, string redis)
        {
            _redis = redis;
            var services = new ServiceCollection();
            if (kind == "redis")
            {
                services.AddStackExchangeRedisCache(o => o.Configuration = redis);
            }

            _services = services.BuildServiceProvider();
            _cache = kind switch
            {
                "cache" => new Cache(),
                "redis" => new Cache(_services.GetRequiredService<IDistributedCache>()),
                _ => null,
            };
        }

        public IRevocationStore Add(TimeSpan skew)
        {
            var options = Options.Create(new RevocationOptions { ClockSkew = skew });
            if (_cache is not null)
            {
                return new DistributedCacheRevocationStore(_cache, options, TimeProvider.System);
            }

            _memory.Add(new InMemoryRevocationStore(options, _time));
            return _memory[^1];
        }

        /// <summary>How long the entry stays, read from where it is kept.</summary>
        public async Task<TimeSpan> LeftOf(string id)
        {
            if (_cache is null)
            {
                return _memory[^1].EndOf(id) - _time.GetUtcNow();
            }

            if (_services.GetService<IDistributedCache>() is null)
            {
                return _cache.Lifetimes["bolt:revoked:" + id];
            }

            await using var connection = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(_redis);
            return (await connection.GetDatabase().KeyTimeToLiveAsync("bolt:revoked:" + id))!.Value;
        }

        public ValueTask DisposeAsync()
        {
            _memory.ForEach(static m => m.Dispose());
            return _services.DisposeAsync();
        }
    }

    /// <summary>A cache that lets others go first now and then, as one on a network does.</summary>
    private sealed class Cache(IDistributedCache? inner = null) : IDistributedCache
    {
        public IDistributedCache Inner { get; } = inner ?? new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()));

        public System.Collections.Concurrent.ConcurrentDictionary<string, TimeSpan> Lifetimes { get; } = new();

        public bool KeepsNothing { get; init; }

        public Func<string, Task> AfterWriting { get; set; } = static _ => Task.CompletedTask;

        public byte[]? Get(string key) => throw new NotSupportedException("synchronous");

        public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
        {
            var value = await Inner.GetAsync(key, token);
            await Task.Yield();
            return value;
        }

        public void Refresh(string key) => throw new NotSupportedException("synchronous");

        public Task RefreshAsync(string key, CancellationToken token = default) => throw new NotSupportedException("not needed");

        public void Remove(string key) => throw new NotSupportedException("synchronous");

        public Task RemoveAsync(string key, CancellationToken token = default) => throw new NotSupportedException("nothing is ever removed");

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException("synchronous");

        public async Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
        {
            await Task.Yield();
            if (!KeepsNothing)
            {
                Lifetimes[key] = options.AbsoluteExpirationRelativeToNow!.Value;
                await Inner.SetAsync(key, value, options, token);
            }

            await AfterWriting(key);
        }
    }

    private sealed class Asked : IRevocationStore
    {
        public int Questions { get; private set; }

        public ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken cancellationToken)
        {
            Questions++;
            return default;
        }

        public ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken)
        {
            Questions++;
            return default;
        }
    }
}
