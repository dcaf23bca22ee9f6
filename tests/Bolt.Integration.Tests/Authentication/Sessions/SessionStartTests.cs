using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bolt.Integration.Tests;

/// <summary>What stops a program with sessions when it starts, and what it is told.</summary>
public sealed class SessionStartTests
{
    [Fact]
    public async Task Two_backends_do_not_set_one_cookie()
    {
        var message = await FailsAsync(static s => s.AddBolt().AddSessions<AdminSession>(static o => o.CookieName = "__Host-BOLT"));
        Assert.Contains("Bolt.SessionAuthentication and Bolt.Integration.Tests.AdminSession would both set the cookie __Host-BOLT", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bolt")]
    [InlineData("")]
    [InlineData("__Host-")]
    [InlineData("__host-bolt")]
    [InlineData("__Secure-bolt")]
    [InlineData("__Host-a b")]
    [InlineData("__Host-a=b")]
    [InlineData("__Host-a;b")]
    [InlineData("__Host-é")]
    [InlineData(" __Host-bolt")]
    public async Task Cookie_has_a_name_that_no_other_host_can_set(string name) =>
        Assert.Contains("CookieName is not __Host-", await FailsAsync(s => s.AddBolt().AddSessions(o => o.CookieName = name)), StringComparison.Ordinal);

    [Fact]
    public async Task Backend_that_nobody_added_is_said_with_the_call_to_add_it()
    {
        var missing = await Assert.ThrowsAnyAsync<InvalidOperationException>(() => Application.StartAsync(static s => s.RemoveAll<SessionAuthentication>()));
        Assert.Contains("SessionAuthentication", missing.Message, StringComparison.Ordinal);
        Assert.Contains("AddSessions()", missing.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> Wrong => [.. Options.Keys];

    private static Dictionary<string, Action<SessionOptions>> Options { get; } = new()
    {
        ["IdleTimeout is not longer than zero"] = static o => o.IdleTimeout = TimeSpan.Zero,
        ["AnonymousTimeout is not longer than zero"] = static o => o.AnonymousTimeout = TimeSpan.FromSeconds(-1),
        ["AbsoluteTimeout is shorter than IdleTimeout"] = static o => o.AbsoluteTimeout = TimeSpan.FromHours(1),
        ["AbsoluteTimeout is longer than ten years"] = static o => o.AbsoluteTimeout = TimeSpan.FromDays(3651),
        ["TouchInterval is negative"] = static o => o.TouchInterval = TimeSpan.FromDays(0.26),
#pragma warning disable BOLT1016 // what the check at start is for
        ["LoginUrl is not a path on this site"] = static o => o.LoginUrl = "//evil.example",
#pragma warning restore BOLT1016
        ["ReturnUrlParameter is not a name"] = static o => o.ReturnUrlParameter = "a b",
        ["MaximumSize is not larger than zero"] = static o => o.MaximumSize = 0,
        ["MaximumSessionsPerUser is negative"] = static o => o.MaximumSessionsPerUser = -1,
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Options_are_checked(string message)
    {
        Assert.Contains(message, await FailsAsync(s => s.AddBolt().AddSessions(Options[message])), StringComparison.Ordinal);
        // Those of a backend of one's own too, and the message says whose they are.
        var own = await FailsAsync(s => s.AddBolt().AddSessions<AdminSession>(Options[message]));
        Assert.Contains(message, own, StringComparison.Ordinal);
        Assert.Contains("AdminSession", own, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var message = await FailsAsync(static s => s.AddBolt().AddSessions(static o => (o.CookieName, o.MaximumSize, o.LoginUrl) = ("bolt", 0, "login")).AddSessions<AdminSession>(static o => o.MaximumSessionsPerUser = -1));
        foreach (var part in new[] { "CookieName", "MaximumSize", "LoginUrl", "MaximumSessionsPerUser" })
        {
            Assert.Contains(part + " is ", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Configuration_is_read_and_checked()
    {
        await using var app = await Application.StartAsync(configuration: static c => c.AddInMemoryCollection(
        [
            new("Bolt:Sessions:CookieName", "__Host-shop"), new("Bolt:Sessions:IdleTimeout", "01:00:00"), new("Bolt:Sessions:RecordAddress", "true"), new("Bolt:AdminSession:MaximumSessionsPerUser", "1"),
        ]));
        var response = await app.Send("POST", "/session/set/a/1", null, null, ("Sec-Fetch-Site", "same-origin"));
        Assert.StartsWith("__Host-shop=", response.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => Application.StartAsync(configuration: static c => c.AddInMemoryCollection([new("Bolt:Sessions:IdleTimeout", "soon")])));
        Assert.Contains("IdleTimeout", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>6007.</summary>
    [Theory]
    [InlineData("Production", false, true)]
    [InlineData("Staging", false, true)]
    [InlineData("Development", false, false)]
    [InlineData("Production", true, false)]
    public async Task Sessions_in_memory_are_said_at_start_outside_development(string environment, bool hasStore, bool isSaid)
    {
        await using var app = await Application.StartAsync(s =>
        {
            s.AddSingleton<IHostEnvironment>(new Named(environment));
            if (hasStore)
            {
                s.AddBolt().AddSessionStore<CountingStore>();
            }
        });
        Assert.Equal(isSaid ? 1 : 0, app.Logs.Lines.Count(static l => l is { Id: 6007, Level: LogLevel.Warning }));
    }

    private static async Task<string> FailsAsync(Action<IServiceCollection> services) =>
        (await Assert.ThrowsAsync<OptionsValidationException>(() => Application.StartAsync(services))).Message;

    private sealed class Named(string name) : IHostEnvironment
    {
        public string ApplicationName { get; set; } = "Tests";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();

        public string ContentRootPath { get; set; } = "/";

        public string EnvironmentName { get; set; } = name;
    }
}
