using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary>Logins that another site's page posts: refused, unless the endpoint says that it proves the request itself.</summary>
public sealed class SessionCallbackTests
{
    /// <summary>As a browser sends a provider's form: with an origin of its own, and without the Lax cookie.</summary>
    private static readonly (string, string)[] Provider = [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Origin", "https://provider.example")];

    [Fact]
    public async Task Form_of_a_provider_signs_in_where_the_check_is_off()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/2", Provider);
        browser.Is(HttpStatusCode.Forbidden);
        Assert.Null(browser.SetCookie);
        await browser.Post("r/form-post", Provider);
        browser.Is(HttpStatusCode.OK);
        Assert.Equal("1", await browser.Get("guarded"));
        Assert.Equal("x", await browser.Get("get/provider"));
        // Its neighbors are checked as before.
        await browser.Post("logout", Provider);
        browser.Is(HttpStatusCode.Forbidden);
        Assert.Equal("1", await browser.Get("guarded"));
    }

    [Fact]
    public async Task Convention_switches_the_check_off_in_every_endpoint_it_is_for()
    {
        await using var browser = await Browser.StartAsync(map: static app => app.MapBolt().DisableAntiforgery());
        await browser.Post("set/a/1", Provider);
        Assert.Equal("1", await browser.Get("get/a"));
        await browser.Post("login/1", Provider);
        Assert.Equal("1", await browser.Get("guarded"));
        // A cookie that comes along is not looked at either.
        Assert.Equal("1", await browser.Post("guarded", Provider));
        await browser.Get("logout");
        browser.Is(HttpStatusCode.OK);
        Assert.Null(browser.Cookie);
        await browser.Get("login/2");
        Assert.Equal("2", await browser.Get("guarded"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Convention_switches_the_check_off_in_other_endpoints(bool isOff)
    {
        await using var browser = await Browser.StartAsync(static s => s.AddProblemDetails(), app =>
        {
            app.UseExceptionHandler();
            app.MapBolt();
            var group = app.MapGroup("/session/plain");
            group.MapMethods("/login", ["GET", "POST"], static (HttpContext http, Members members) => http.LoginAsync(members.All["1"]));
            group.MapPost("/set", static async (HttpContext http) => await http.GetBoltSession().SetAsync("a", "plain"));
            if (isOff)
            {
                group.DisableAntiforgery();
            }
        });
        foreach (var (method, path) in new[] { ("POST", "plain/login"), ("GET", "plain/login"), ("POST", "plain/set") })
        {
            var one = browser.Other();
            await one.Send(method, path, Provider);
            one.Is(isOff ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
            Assert.Equal(isOff, one.SetCookie is not null);
        }
    }
}
