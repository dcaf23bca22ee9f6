using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bolt.Integration.Tests;

/// <summary>It asks nobody who they are.</summary>
public sealed class OpenDoor : Guard
{
    public override GuardResult Evaluate(GuardContext context) => GuardResult.Allow;
}

/// <summary>The guard asks for no caller, and the handler takes one. An anonymous caller gets 401, not what is wrong with the request.</summary>
[BoltGroup("/behind-an-open-door", Auth = [typeof(JwtAuthentication)], Guards = [typeof(OpenDoor)])]
public static class BehindAnOpenDoor
{
    [BoltGet("/user")]
    public static string User(int page, [CurrentUser] AppUser user) => user.Username + page;

    [BoltGet("/caller")]
    public static string Caller(int page, AuthContext auth) => auth.UserId + page;

    [BoltGet("/nobody")]
    public static string Nobody(int page, AuthContext? auth) => (auth?.UserId ?? "nobody") + page;
}

/// <summary>Every route of this assembly, as it was generated, asked with every caller that <c>Bolt.Testing</c> knows.</summary>
public sealed class VerifiedTests
{
    [Fact]
    public async Task EveryRouteRefusesWhomItsGuardsRefuse()
    {
        await using var factory = new Factory();
        await using var app = factory.WithBolt(static o => o
            .SignIn<ScriptedA>(static (request, _) => Add(request, "X-A", "staff"))
            .SignIn<ScriptedB>(static (request, _) => Add(request, "X-B", "staff"))
            .SignIn<CookieBackend>(static (request, _) => Add(request, "Cookie", "sid=alice"))
            .Satisfy<OpenDoor>()
            .Satisfy<UserPassesTest<IsAnyone>>());
        var report = await BoltSurfaceTests.VerifyAsync(app, TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper!.WriteLine($"{report.Routes} routes, {report.Requests} requests\n{report}\n{string.Join('\n', report.NotVerifiable)}");
        Assert.Empty(report.Failures);
        Assert.InRange(report.Routes, 300, 1000);
        Assert.InRange(report.Requests, 3000, 20_000);

        // Guards and users that only the application knows.
        Assert.InRange(report.NotVerifiable.Count, 1, 60);
    }

    private static void Add(HttpRequestMessage request, string name, string value) => request.Headers.TryAddWithoutValidation(name, value);

    private sealed class Factory : WebApplicationFactory<Application>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseContentRoot(AppContext.BaseDirectory);

        protected override IHostBuilder CreateHostBuilder() => new HostBuilder().ConfigureWebHost(static web => web
            .ConfigureServices(static services =>
            {
                services.AddRouting().AddCors().AddAntiforgery().AddSingleton(new RedirectTarget { Value = "/elsewhere" });
                Application.AddServices(services);
            })
            .Configure(static app =>
            {
                app.UseRouting();
                app.UseCors();
                app.UseAntiforgery();
                app.UseEndpoints(static endpoints => endpoints.MapBolt());
            }));
    }
}
