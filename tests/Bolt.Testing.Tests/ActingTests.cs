using System.Net;
using System.Net.Http.Json;
using Bolt.Endpoints;
using Bolt.Testing.Shop;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Testing.Tests;

/// <summary><c>ActingAs</c> and <c>ActingAsKey</c>: real credentials through the application's own backends.</summary>
public sealed class ActingTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    /// <summary>Internal, so that no program can add one.</summary>
    private static readonly Type Convention = typeof(BoltEndpoint).Assembly.GetType("Bolt.Endpoints.Mapping.IEndpointConvention", throwOnError: true)!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AUserHasATokenAndTheOldClientStaysAnonymous()
    {
        using var client = shop.App.CreateClient();
        using var ada = client.ActingAs("ada", permissions: ["orders.read"]);
        Assert.Equal("ada", await ada.GetStringAsync("/orders", Cancel));
        using var nobody = await client.GetAsync("/orders", Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        using var eve = client.ActingAs("eve");
        using var refused = await eve.GetAsync("/orders", Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        // Of the same factory at the same time.
        Assert.Equal("ada", await ada.GetStringAsync("/orders", Cancel));
    }

    [Fact]
    public async Task ParallelCallersDoNotMix()
    {
        using var client = shop.App.CreateClient();
        var callers = Enumerable.Range(0, 8).Select(i => (Id: $"user{i}", Client: client.ActingAs($"user{i}", permissions: i % 2 == 0 ? ["orders.read"] : []))).ToList();
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), Cancel, async (n, cancel) =>
        {
            var (id, acting) = callers[n % 8];
            using var response = await acting.GetAsync("/orders", cancel);
            Assert.Equal(n % 2 == 0 ? HttpStatusCode.OK : HttpStatusCode.Forbidden, response.StatusCode);
            if (n % 2 == 0)
            {
                Assert.Equal(id, await response.Content.ReadAsStringAsync(cancel));
            }
        });
        callers.ForEach(static c => c.Client.Dispose());
    }

    [Fact]
    public async Task ASessionIsSignedInToWhereTheRouteAsksForOne()
    {
        using var client = shop.App.CreateClient();
        client.DefaultRequestHeaders.Add("Accept", "application/json");
        using var grace = client.ActingAs("grace", permissions: ["orders.write"], isStaff: true);
        Assert.Equal("grace", await grace.GetStringAsync("/account", Cancel));
        using var changed = await grace.PostAsync("/account/rights", null, Cancel);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        // The key changes with the rights, and the client goes on with the new one, as a browser does.
        using var renewed = await grace.PostAsync("/account/renew", null, Cancel);
        Assert.Equal(HttpStatusCode.NoContent, renewed.StatusCode is HttpStatusCode.OK ? HttpStatusCode.NoContent : renewed.StatusCode);
        Assert.Equal("grace", await grace.GetStringAsync("/account", Cancel));
        using var logout = await grace.PostAsync("/account/logout", null, Cancel);
        using var after = await grace.GetAsync("/account", Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    /// <summary>The client that was acted over may keep cookies: the one that the sign-in sets is not for it.</summary>
    [Fact]
    public async Task TheClientThatIsActedOverIsNotSignedIn()
    {
        using var client = shop.App.CreateClient(new() { BaseAddress = new Uri("https://localhost"), AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Add("Accept", "application/json");
        using var grace = client.ActingAs("grace");
        Assert.Equal("grace", await grace.GetStringAsync("/account", Cancel));
        using var nobody = await client.GetAsync("/account", Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
    }

    [Fact]
    public async Task ASessionComesFromThisSiteUnlessTheTestSaysOtherwise()
    {
        using var client = shop.App.CreateClient();
        using var grace = client.ActingAs("grace");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account/rights") { Headers = { { "Origin", "https://evil.example" } } };
        using var response = await grace.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("nobody", false, "The application has no user 'nobody' to sign in to a session")]
    [InlineData("ada", true, "The user 'ada' does not have isStaff: the rights of a session are its user's.")]
    public async Task ASessionsRightsAreItsUsers(string id, bool isStaff, string message)
    {
        using var client = shop.App.CreateClient();
        using var acting = client.ActingAs(id, isStaff: isStaff);
        Assert.StartsWith(message, (await Assert.ThrowsAsync<InvalidOperationException>(() => acting.GetAsync("/account", Cancel))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EachRouteGetsTheTokenOfItsBackend()
    {
        using var client = shop.App.CreateClient();
        using var ada = client.ActingAs("ada", permissions: ["orders.read"], claims: new Dictionary<string, object?> { ["tenant"] = "acme" });
        Assert.Equal("ada", await ada.GetStringAsync("/other/partner", Cancel));
        Assert.Equal("ada", await ada.GetStringAsync("/other/optional", Cancel));
        Assert.Equal("anyone", await ada.GetStringAsync("/other/word", Cancel));
        using var other = client.ActingAs("ada", claims: new Dictionary<string, object?> { ["tenant"] = "other" });
        using var refused = await other.GetAsync("/other/partner", Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task AKeyHasTheRightsOfTheConfiguredOne()
    {
        using var client = shop.App.CreateClient();
        using var robot = client.ActingAsKey("reporting");
        Assert.Equal("reporting", await robot.GetStringAsync("/orders", Cancel));
        using var refused = await robot.DeleteAsync("/orders/" + Guid.NewGuid(), Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var unknown = client.ActingAsKey("nightly");
        Assert.Equal("There is no API key 'nightly' for GET /orders. Configured are: reporting.", (await Assert.ThrowsAsync<InvalidOperationException>(() => unknown.GetAsync("/orders", Cancel))).Message);
    }

    [Fact]
    public async Task BodiesAndSynchronousRequestsPassThrough()
    {
        using var client = shop.App.CreateClient();
        using var grace = client.ActingAs("grace", permissions: ["orders.read", "orders.write"]);
        using var form = new MultipartFormDataContent { { new ByteArrayContent([1]), "file", "a.txt" } };
        using var response = await grace.PostAsync("/orders", form, Cancel);
        Assert.Equal("file", await response.Content.ReadAsStringAsync(Cancel));
        using var json = await grace.PostAsync("/orders", JsonContent.Create(1), Cancel);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, json.StatusCode);
    }

    [Fact]
    public async Task WithoutWithBoltOneMessageSaysWhatToAdd()
    {
        await using var app = new WebApplicationFactory<Handshake>();
        using var client = app.CreateClient();
        using var ada = client.ActingAs("ada");
        Assert.Equal(
            "ActingAs() needs an application that was started with WithBolt(): write new WebApplicationFactory<Program>().WithBolt(), and call CreateClient() on the factory that WithBolt() returns.",
            (await Assert.ThrowsAsync<InvalidOperationException>(() => ada.GetAsync("/orders", Cancel))).Message);
    }

    [Fact]
    public async Task OverARealSocketItIsTheSame()
    {
        await using var factory = new WebApplicationFactory<Handshake>();
        await using var app = factory.WithBolt(ShopFactory.Configure);
        app.UseKestrel(0);
        app.StartServer();
        using var client = app.CreateClient();
        using var ada = client.ActingAs("ada", permissions: ["orders.read"]);
        Assert.Equal("ada", await ada.GetStringAsync("/orders", Cancel));
        var report = await BoltSurfaceTests.VerifyAsync(app, Cancel);
        Assert.Empty(report.NotVerifiable);
    }

    /// <summary>The rule of the package: a server has no switch. What puts itself before handlers is a service that only WithBolt() adds, and nothing that a client or a machine says adds it.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("BOLT_TESTING")]
    [InlineData("ASPNETCORE_ENVIRONMENT")]
    [InlineData("BYPASS_AUTH")]
    public async Task NoSwitchLetsAnyoneIn(string? variable)
    {
        var before = variable is null ? null : Environment.GetEnvironmentVariable(variable);
        try
        {
            if (variable is not null)
            {
                Environment.SetEnvironmentVariable(variable, variable == "ASPNETCORE_ENVIRONMENT" ? "Testing" : "true");
            }

            await using var app = new WebApplicationFactory<Handshake>();
            using var client = app.CreateClient();
            Assert.Empty(app.Services.GetServices(Convention));
            Assert.Null(app.Services.GetService<BoltTestOptions>());
            foreach (var (header, value) in new[] { ("Bolt-Testing", "host"), ("Bolt-Testing", "run 1"), ("Bolt-Testing", "sign-in 1"), ("Authorization", "Test ada"), ("Authorization", "Bearer test"), ("X-Test-User", "ada") })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "/orders");
                request.Headers.TryAddWithoutValidation(header, value);
                using var response = await client.SendAsync(request, Cancel);
                Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
                Assert.False(response.Headers.Contains("Bolt-Testing-Host"));
            }
        }
        finally
        {
            if (variable is not null)
            {
                Environment.SetEnvironmentVariable(variable, before);
            }
        }
    }

    /// <summary>Also in an application under test: only this process knows the value of the header.</summary>
    [Fact]
    public async Task TheHeaderOfAnotherProcessIsOneMoreUnknownHeader()
    {
        using var client = shop.App.CreateClient();
        foreach (var value in new[] { "run 1", new string('0', 64) + " host", new string('f', 64) + " sign-in 1" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/orders") { Headers = { { "Bolt-Testing", value } } };
            using var response = await client.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }
    }

    [Fact]
    public void AddBoltRegistersNoConvention()
    {
        var services = new ServiceCollection();
        services.AddBolt().AddJwt().AddApiKeys().AddSessions().AddRevocation<InMemoryRevocationStore>();
        Assert.False(Convention.IsPublic);
        Assert.DoesNotContain(services, static s => s.ServiceType == Convention);
        Assert.DoesNotContain(typeof(IBoltUser).Assembly.GetTypes(), static t => t.IsClass && Convention.IsAssignableFrom(t));
    }

    /// <summary>A key of the test's is not one of the application's: tokens of another process, or of the real issuer's name with another key, stay refused.</summary>
    [Fact]
    public async Task OnlyKeysOfThisProcessAreAdded()
    {
        await using var factory = new WebApplicationFactory<Handshake>();
        await using var one = factory.WithBolt(ShopFactory.Configure);
        var options = one.Services.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<JwtOptions>>();
        var own = options.Get("");
        Assert.Null(own.Authority);
        Assert.Equal(["https://login.shop.invalid"], own.Issuers);
        Assert.Equal(["shop"], own.Audiences);
        Assert.Equal(["ES256"], own.Algorithms);
        Assert.Single(own.Keys);
        // One that can sign is left alone.
        Assert.Empty(options.Get("PartnerJwt").Keys);
    }

    [Fact]
    public void WithBoltIsCalledOnce()
    {
        using var twice = shop.App.WithBolt();
        Assert.StartsWith("WithBolt() was called twice", Assert.Throws<InvalidOperationException>(() => twice.CreateClient()).Message, StringComparison.Ordinal);
    }
}
