using System.Net;

namespace Bolt.Integration.Tests;

/// <summary>Every combination of what a backend and a guard can say, over HTTP. The handler runs exactly when the answer is 200.</summary>
public sealed class MatrixTests
{
    private static readonly string[] Backends = ["none", "fail", "ok", "staff", "throw", "default", "unavailable", "later-none", "later-fail", "later-ok", "later-staff", "later-throw", "later-unavailable"];
    private static readonly string[] GuardScripts = ["allow", "unauthorized", "forbidden", "redirect", "throw", "default", "later-allow", "later-forbidden", "later-throw"];

    [Fact]
    public async Task OneGuard()
    {
        await using var app = await Application.StartAsync();
        foreach (var backend in Backends)
        {
            foreach (var guard in GuardScripts.Where(static g => !g.StartsWith("later", StringComparison.Ordinal)))
            {
                await Check(app, "/matrix/one/guard", Expect(backend, guard), ("X-A", backend), ("X-Guard", guard));
            }
        }
    }

    [Fact]
    public async Task OneGuardThatWaits()
    {
        await using var app = await Application.StartAsync();
        foreach (var backend in Backends)
        {
            foreach (var guard in GuardScripts)
            {
                await Check(app, "/matrix/one/async", Expect(backend, guard), ("X-A", backend), ("X-AsyncGuard", guard));
            }
        }
    }

    [Fact]
    public async Task NoBackend()
    {
        await using var app = await Application.StartAsync();
        foreach (var guard in GuardScripts.Where(static g => !g.StartsWith("later", StringComparison.Ordinal)))
        {
            await Check(app, "/matrix/none/guard", Expect("none", guard), ("X-Guard", guard));
        }
    }

    [Fact]
    public async Task TwoBackendsAndThreeGuards()
    {
        await using var app = await Application.StartAsync();
        foreach (var a in Backends)
        {
            foreach (var b in Backends)
            {
                foreach (var (first, second) in new[] { ("allow", "allow"), ("later-allow", "allow"), ("allow", "forbidden"), ("later-forbidden", "allow"), ("throw", "allow"), ("allow", "throw"), ("default", "allow") })
                {
                    var status = Who(a, b) switch
                    {
                        Caller.Throws => 500,
                        Caller.Unavailable => 503,
                        Caller.Nobody => 401,
                        _ => GuardStatus(first) is var one and not 200 ? one : GuardStatus(second),
                    };
                    await Check(app, "/matrix/two/both", status, ("X-A", a), ("X-B", b), ("X-AsyncGuard", first), ("X-Guard", second));
                }
            }
        }
    }

    [Fact]
    public async Task BuiltInGuards()
    {
        await using var app = await Application.StartAsync();
        foreach (var backend in Backends)
        {
            var who = Who(backend, "none");
            var refused = who == Caller.Throws ? 500 : who == Caller.Unavailable ? 503 : 401;
            await Check(app, "/matrix/one/authenticated", who == Caller.Known ? 200 : refused, ("X-A", backend));
            await Check(app, "/matrix/one/staff", who == Caller.Known ? backend.EndsWith("staff", StringComparison.Ordinal) ? 200 : 403 : refused, ("X-A", backend));
            await Check(app, "/matrix/one/any", who == Caller.Throws ? 500 : 200, ("X-A", backend));
            await Check(app, "/matrix/unguarded", 403, ("X-A", backend));
            // The guard lets anyone in, the handler wants an identity: it is not called without one.
            await Check(app, "/matrix/one/own", who == Caller.Known ? 200 : refused, ("X-A", backend), ("X-Guard", "allow"));
        }
    }

    [Theory]
    [InlineData("ok", "ok", "ranA")]
    [InlineData("none", "ok", "ranB")]
    [InlineData("fail", "ok", "ranB")]
    [InlineData("later-fail", "later-ok", "ranB")]
    [InlineData("unavailable", "ok", "ranB")]
    [InlineData("ok", "throw", "ranA")]
    public async Task TheFirstBackendThatAcceptsIsTheOne(string a, string b, string expected)
    {
        await using var app = await Application.StartAsync();
        var response = await app.Send("POST", "/matrix/two/authenticated", null, null, ("X-A", a), ("X-B", b));
        Assert.Equal(expected, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task Check(Application app, string path, int status, params (string, string)[] headers)
    {
        var calls = (Calls)app.Services.GetService(typeof(Calls))!;
        var before = calls["ran"];
        var response = await app.Send("POST", path, null, null, headers);
        Assert.True(status == (int)response.StatusCode, $"{path} {string.Join(' ', headers)}: {(int)response.StatusCode}, expected {status}");
        Assert.Equal(status == 200 ? before + 1 : before, calls["ran"]);
        Assert.Equal(status is 503, response.Headers.Contains("Retry-After"));
        if (status is 401 or 403 or 503)
        {
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        }
    }

    private static int Expect(string backend, string guard)
    {
        var who = Who(backend, "none");
        return who == Caller.Throws ? 500
            : GuardStatus(guard) is 200 or 500 ? GuardStatus(guard)
            : who == Caller.Unavailable ? 503
            : GuardStatus(guard);
    }

    private static int GuardStatus(string script) => script.Replace("later-", "", StringComparison.Ordinal) switch
    {
        "allow" => 200,
        "unauthorized" => 401,
        "redirect" => (int)HttpStatusCode.Redirect,
        "throw" => 500,
        _ => 403,
    };

    private static Caller Who(string a, string b)
    {
        var unavailable = false;
        foreach (var script in new[] { a, b })
        {
            switch (script.Replace("later-", "", StringComparison.Ordinal))
            {
                case "ok" or "staff":
                    return Caller.Known;
                case "throw":
                    return Caller.Throws;
                case "unavailable":
                    unavailable = true;
                    break;
            }
        }

        return unavailable ? Caller.Unavailable : Caller.Nobody;
    }

    private enum Caller
    {
        Nobody,
        Known,
        Throws,
        Unavailable,
    }
}
