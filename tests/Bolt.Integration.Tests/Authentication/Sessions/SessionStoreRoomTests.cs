using System.Net;
using Bolt.Tests;
using Bolt.Users;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Bolt.Integration.Tests;

/// <summary>The memory that sessions take is bounded: what a full store answers, and who says how much there is.</summary>
[Collection(AloneCollection.Name)]
public sealed class SessionStoreRoomTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Visitors who are not signed in take each other's room, and nobody else's.</summary>
    [Fact]
    public async Task Full_store_refuses_visitors_with_503_and_keeps_what_it_has()
    {
        await using var app = await Application.StartAsync(
            static s => s.Replace(ServiceDescriptor.Scoped<ISessionUserSource>(static p => new LoadedUserSource<Member>(p.GetRequiredService<IUserLoader<Member>>()))),
            configuration: static c => c.AddInMemoryCollection([new("Bolt:InMemorySessions:MaximumSize", "20000"), new("Bolt:InMemorySessions:MaximumAnonymousSize", "5000")]));
        using var observer = new Observer(app.Services, "Bolt");
        var cookies = new List<string>();
        HttpResponseMessage response;
        while ((response = await Post(app, "set/a/1")).StatusCode == HttpStatusCode.OK)
        {
            cookies.Add(CookieOf(response));
            Assert.True(cookies.Count < 20);
        }

        Assert.True(cookies.Count > 2);
        Refused(response);
        Assert.Contains(app.Logs.Lines, static l => l.Id == 6001 && l.Text.Contains("MaximumAnonymousSize", StringComparison.Ordinal));
        // Those that are there go on, and users are signed in.
        Assert.Equal("1", await (await app.Send("GET", "/session/get/a", null, null, ("Cookie", cookies[0]))).Content.ReadAsStringAsync(Cancellation));
        var users = new List<string>();
        while ((response = await Post(app, "login/1")).StatusCode == HttpStatusCode.OK)
        {
            users.Add(CookieOf(response));
            Assert.True(users.Count < 40);
        }

        Assert.True(users.Count > 5);
        Refused(response);
        Assert.Contains(app.Logs.Lines, static l => l.Id == 6001 && l.Text.Contains("raise InMemorySessionStoreOptions.MaximumSize", StringComparison.Ordinal));
        Assert.StartsWith("1 ", await (await app.Send("GET", "/session/me", null, null, ("Cookie", users[0]))).Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        // Each refusal is a failure of the store.
        Assert.Equal(["bolt.backend=session", "bolt.backend=session"], observer.Of("bolt.sessions.store.failures"));
        // Who leaves makes room.
        Assert.Equal(HttpStatusCode.OK, (await Post(app, "logout", ("Cookie", users[0]))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Post(app, "login/1")).StatusCode);
    }

    [Fact]
    public async Task Options_are_read_and_what_the_program_sets_comes_later()
    {
        Action<IConfigurationBuilder> configuration = static c => c.AddInMemoryCollection([new("Bolt:InMemorySessions:MaximumSize", "8589934592"), new("Bolt:InMemorySessions:MaximumAnonymousSize", "1000")]);
        await using var app = await Application.StartAsync(static s => s.Configure<InMemorySessionStoreOptions>(static o => o.MaximumAnonymousSize++), configuration: configuration);
        var options = app.Services.GetRequiredService<IOptions<InMemorySessionStoreOptions>>().Value;
        Assert.Equal((8_589_934_592, 1001), (options.MaximumSize, options.MaximumAnonymousSize));
        await using var plain = await Application.StartAsync();
        options = plain.Services.GetRequiredService<IOptions<InMemorySessionStoreOptions>>().Value;
        Assert.Equal((256L * 1024 * 1024, 64L * 1024 * 1024), (options.MaximumSize, options.MaximumAnonymousSize));
    }

    [Theory]
    [InlineData("MaximumSize", "0", "MaximumSize is not larger than zero")]
    [InlineData("MaximumSize", "1048576", "MaximumAnonymousSize is larger than MaximumSize")]
    [InlineData("MaximumAnonymousSize", "-1", "MaximumAnonymousSize is negative")]
    [InlineData("MaximumSize", "64 MiB", "Bolt:InMemorySessions:MaximumSize is not a whole number")]
    [InlineData("MaximumAnonymoussize2", "1", "did you mean MaximumAnonymousSize?")]
    public async Task Options_are_checked_at_start(string name, string value, string problem)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => Application.StartAsync(configuration: c => c.AddInMemoryCollection([new("Bolt:InMemorySessions:" + name, value)])));
        Assert.StartsWith("InMemorySessionStoreOptions is misconfigured (configuration section Bolt:InMemorySessions):", refused.Message, StringComparison.Ordinal);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Also where another store is used: what is misspelled today is what a program goes back to tomorrow.</summary>
    [Fact]
    public async Task Options_are_checked_whatever_the_store()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => Application.StartAsync(
            static s => s.AddBolt().AddSessionStore<CountingStore>(), configuration: static c => c.AddInMemoryCollection([new("Bolt:InMemorySessions:MaximumSiz", "1")])));
        Assert.Contains("did you mean MaximumSize?", refused.Message, StringComparison.Ordinal);
    }

    private static void Refused(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.Null(response.Headers.RetryAfter);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    private static string CookieOf(HttpResponseMessage response) => response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

    private static Task<HttpResponseMessage> Post(Application app, string path, params (string, string)[] headers) =>
        app.Send("POST", "/session/" + path, null, null, [("Sec-Fetch-Site", "same-origin"), .. headers]);
}
