using System.Net;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Bolt.Integration.Tests;

/// <summary>Revoked tokens, end to end.</summary>
public sealed class RevocationTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    public async Task ARevokedTokenIsRefusedFromThenOnSeenBeforeOrNot(int cacheSize)
    {
        await using var app = await Application.StartAsync(s => s.AddBolt().AddJwt(o => o.VerifiedTokenCacheSize = cacheSize).AddRevocation<InMemoryRevocationStore>());
        var (seen, unseen, other) = (app.Token("1"), app.Token("1"), app.Token("1"));
        Assert.Equal(200, await Status(app, seen));
        await Revoke(app, seen);
        await Revoke(app, unseen);
        Assert.Equal((401, 401, 200), (await Status(app, seen), await Status(app, unseen), await Status(app, other)));
        var response = await app.Send("GET", "/jwt/me", seen);
        Assert.Equal("Bearer error=\"invalid_token\"", Assert.Single(response.Headers.GetValues("WWW-Authenticate")));
    }

    [Fact]
    public async Task ATokenWithoutAnIdIsRefusedWhereTokensCanBeRevoked()
    {
        await using var app = await Application.StartAsync(static s => s.AddBolt().AddRevocation<InMemoryRevocationStore>(static o => o.MaximumTokenLifetime = TimeSpan.MaxValue));
        var (with, without) = (TokenReader.Sign("""{"sub":"1","exp":4102444800,"jti":"x"}"""), TokenReader.Sign("""{"sub":"1","exp":4102444800}"""));
        Assert.Equal((200, 401), (await Status(app, with), await Status(app, without)));
    }

    [Fact]
    public async Task AnEntryLeavesWithTheLastMomentAtWhichTheTokenWouldBeAccepted()
    {
        var time = new FakeTimeProvider(Start);
        await using var app = await Application.StartAsync(s => s.AddSingleton<TimeProvider>(time).AddBolt().AddJwt(static o => o.ClockSkew = TimeSpan.FromMinutes(5)).AddRevocation<InMemoryRevocationStore>());
        var store = app.Services.GetRequiredService<InMemoryRevocationStore>();
        var token = app.Token();
        await Revoke(app, token);
        // Expired, and within the clock skew: it would still be accepted.
        time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(1, store.Count);
        Assert.Equal(401, await Status(app, token));
        Assert.Contains(app.Logs.Lines, static l => l.Id == 1 && l.Text.Contains("revoked", StringComparison.Ordinal));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(0, store.Count);
        Assert.Equal(401, await Status(app, token));
    }

    [Fact]
    public async Task TheMemoryStoreHoldsNoMoreThanWhatCanStillBeAccepted()
    {
        var time = new FakeTimeProvider(Start);
        using var store = new InMemoryRevocationStore(Options.Create(new RevocationOptions()), time);
        for (var i = 0; i < 10_000; i++)
        {
            await store.RevokeAsync("token" + i, time.GetUtcNow().AddMinutes(5), Cancellation);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(store.Count, 300, 361);
        await store.RevokeAsync("past", time.GetUtcNow(), Cancellation);
        Assert.False(await store.IsRevokedAsync("past", Cancellation));
        await store.RevokeAsync("again", time.GetUtcNow().AddHours(2), Cancellation);
        await store.RevokeAsync("again", time.GetUtcNow().AddMinutes(1), Cancellation);
        await store.RevokeAsync("for ever", DateTimeOffset.MaxValue, Cancellation);
        time.Advance(TimeSpan.FromHours(1));
        Assert.True(await store.IsRevokedAsync("again", Cancellation));
        Assert.Equal(2, store.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AStoreThatCannotBeAskedIs503AndNotAccess(bool later)
    {
        await using var app = await Application.StartAsync(s => s.AddSingleton(new Broken { Later = later }).AddBolt().AddRevocation<Broken>());
        var token = app.Token(isStaff: true);
        foreach (var path in new[] { "/jwt/me", "/jwt/staff", "/keys/either" })
        {
            var response = await app.Send("GET", path, token);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal("5", Assert.Single(response.Headers.GetValues("Retry-After")));
            Assert.Equal("""{"type":"https://tools.ietf.org/html/rfc9110#section-15.6.4","title":"Service Unavailable","status":503}""", await response.Content.ReadAsStringAsync(Cancellation));
        }

        Assert.Equal("anonymous", await (await app.Send("GET", "/keys/open", token)).Content.ReadAsStringAsync(Cancellation));
        Assert.Contains(app.Logs.Lines, static l => l is { Id: 5001, Level: LogLevel.Error } && l.Text.Contains("store is down", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FailOpenAcceptsAndSaysSoEachTime(bool later)
    {
        await using var app = await Application.StartAsync(s => s.AddSingleton(new Broken { Later = later }).AddBolt().AddRevocation<Broken>(static o => o.FailOpen = true));
        Assert.Equal(200, await Status(app, app.Token()));
        Assert.Equal(200, await Status(app, app.Token()));
        Assert.Equal(2, app.Logs.Lines.Count(static l => l is { Id: 5002, Level: LogLevel.Critical }));
    }

    [Fact]
    public async Task TheCacheStoreWritesUnderItsPrefixAndForAsLongAsNeeded()
    {
        var time = new FakeTimeProvider(Start);
        var cache = new Recording();
        var store = new DistributedCacheRevocationStore(cache, Options.Create(new RevocationOptions { KeyPrefix = "shop:", ClockSkew = TimeSpan.FromSeconds(30) }), time);
        await store.RevokeAsync("id", Start.AddMinutes(5), Cancellation);
        Assert.Equal(("shop:id", TimeSpan.FromSeconds(330)), Assert.Single(cache.Written));
        Assert.True(await store.IsRevokedAsync("id", Cancellation));
        Assert.False(await store.IsRevokedAsync("ID", Cancellation));
        await store.RevokeAsync("past", Start.AddSeconds(-30), Cancellation);
        Assert.Single(cache.Written);
        await store.RevokeAsync(new string('x', 4000), Start.AddMinutes(5), Cancellation);
        Assert.Equal("shop:sha256:".Length + 64, cache.Written[1].Key.Length);
        Assert.True(await store.IsRevokedAsync(new string('x', 4000), Cancellation));
        Assert.False(await store.IsRevokedAsync(new string('x', 4001), Cancellation));
    }

    private static async Task<int> Status(Application app, string token) => (int)(await app.Send("GET", "/jwt/me", token)).StatusCode;

    private static ValueTask Revoke(Application app, string token)
    {
        var (id, expiresAt) = TokenReader.Read(token);
        return app.Services.GetRequiredService<IRevocationStore>().RevokeAsync(id, expiresAt, Cancellation);
    }

    private sealed class Broken : IRevocationStore
    {
        public bool Later { get; init; }

        public ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken cancellationToken) => Later ? Fail() : throw new InvalidOperationException("the store is down");

        public ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken) => throw new InvalidOperationException("the store is down");

        private static async ValueTask<bool> Fail()
        {
            await Task.Delay(1);
            throw new InvalidOperationException("the store is down");
        }
    }

    private sealed class Recording : IDistributedCache
    {
        private readonly MemoryDistributedCache _cache = new(Options.Create(new MemoryDistributedCacheOptions()));

        public List<(string Key, TimeSpan? For)> Written { get; } = [];

        public byte[]? Get(string key) => throw new NotSupportedException("synchronous");

        public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => _cache.GetAsync(key, token);

        public void Refresh(string key) => throw new NotSupportedException("synchronous");

        public Task RefreshAsync(string key, CancellationToken token = default) => _cache.RefreshAsync(key, token);

        public void Remove(string key) => throw new NotSupportedException("synchronous");

        public Task RemoveAsync(string key, CancellationToken token = default) => _cache.RemoveAsync(key, token);

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException("synchronous");

        public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
        {
            Written.Add((key, options.AbsoluteExpirationRelativeToNow));
            return _cache.SetAsync(key, value, options, token);
        }
    }
}
