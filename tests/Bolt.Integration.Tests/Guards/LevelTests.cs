using System.Net;
using Bolt.Endpoints;
using Microsoft.AspNetCore.Http;

namespace Bolt.Integration.Tests;

/// <summary>Guards of every level hold over HTTP, and the handler that runs is the one that was declared.</summary>
public sealed class LevelTests
{
    [Theory]
    [InlineData("/levels/nested/a", "outer")]
    [InlineData("/levels/derived/b", "base")]
    [InlineData("/levels/derived/audit", "base,audit")]
    [InlineData("/levels/struct/s", "struct")]
    public async Task GuardsOfEveryLevelCount(string path, string permissions)
    {
        await using var app = await Application.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Send("GET", path)).StatusCode);

        var all = permissions.Split(',');
        Assert.Equal(HttpStatusCode.OK, (await app.Send("GET", path, app.Token(permissions: all))).StatusCode);
        foreach (var missing in all)
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await app.Send("GET", path, app.Token(permissions: [.. all.Where(p => p != missing)]))).StatusCode);
        }
    }

    [Fact]
    public async Task AnEnclosingGroupsBackendPrefixAndGuardsCount()
    {
        await using var app = await Application.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Send("GET", "/levels/group/deep/g")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Send("GET", "/levels/group/deep/g", app.Token(isStaff: true))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Send("GET", "/levels/group/deep/g", app.Token(isSuperuser: true))).StatusCode);
    }

    [Fact]
    public async Task AllowAnyOnTheRouteClearsThem()
    {
        await using var app = await Application.StartAsync();
        Assert.Equal("open", await (await app.Send("GET", "/levels/nested/open")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/overloads/public/5", "public 5")]
    [InlineData("/overloads/late?q=x", "public x")]
    [InlineData("/overloads/params?q=x&q=y", "public x+y")]
    public async Task TheDeclaredHandlerRuns(string path, string expected)
    {
        await using var app = await Application.StartAsync();
        Assert.Equal(expected, await (await app.Send("GET", path)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/overloads/secret/5", "SECRET 5")]
    [InlineData("/overloads/early?q=x", "SECRET x")]
    [InlineData("/overloads/one?q=x", "SECRET x")]
    public async Task BehindItsOwnGuards(string path, string expected)
    {
        await using var app = await Application.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Send("GET", path)).StatusCode);
        Assert.Equal(expected, await (await app.Send("GET", path, app.Token(isStaff: true))).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Another method's metadata must never stand for it.</summary>
    [Fact]
    public async Task AHandlerThatIsNotFoundAgainStopsTheStart()
    {
        await using var app = await Application.StartAsync(map: static app =>
        {
            var mapper = new BoltMapper(app);
            mapper.ForType(typeof(LevelTests));
            var thrown = Assert.Throws<InvalidOperationException>(() => mapper.Map(new Ghost(mapper), static () => null));
            Assert.Contains("Shop.Ghost", thrown.Message, StringComparison.Ordinal);
        });
    }

    private sealed class Ghost(BoltMapper mapper) : BoltEndpoint(mapper, new(["GET"], "/ghost", "Shop.Ghost", [], []))
    {
        protected override Task Invoke(HttpContext http) => Task.CompletedTask;

        protected override ValueTask<object?> Call(EndpointFilterInvocationContext call) => default;
    }

    [Fact]
    public async Task AGuardsOtherMethodsDecideNothing()
    {
        await using var app = await Application.StartAsync();
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Send("GET", "/overloads/guarded-twice")).StatusCode);
    }
}
