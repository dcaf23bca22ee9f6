using System.Net;

namespace Bolt.Integration.Tests;

/// <summary>JWT and the built-in guards over HTTP.</summary>
public sealed class TokenTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/jwt/staff", true, false, "", 200)]
    [InlineData("/jwt/staff", false, true, "", 403)]
    [InlineData("/jwt/admin", false, true, "", 200)]
    [InlineData("/jwt/admin", true, false, "", 403)]
    [InlineData("/jwt/permission", false, false, "a.read", 200)]
    [InlineData("/jwt/permission", true, true, "a.rea", 403)]
    [InlineData("/jwt/permission", false, false, "A.READ", 403)]
    [InlineData("/jwt/any", false, false, "a.write", 200)]
    [InlineData("/jwt/any", false, false, "b", 403)]
    [InlineData("/jwt/all", false, false, "a.read,a.write", 200)]
    [InlineData("/jwt/all", false, false, "a.read", 403)]
    public async Task Guards(string path, bool staff, bool admin, string permissions, int status)
    {
        await using var app = await Application.StartAsync();
        var token = app.Token("1", staff, admin, permissions.Split(',', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(status, (int)(await app.Send("GET", path, token)).StatusCode);
        Assert.Equal(401, (int)(await app.Send("GET", path)).StatusCode);
        Assert.Equal(401, (int)(await app.Send("GET", path, Tamper(token))).StatusCode);
    }

    [Fact]
    public async Task TheContextAndHttpContextUserShowOnePrincipal()
    {
        await using var app = await Application.StartAsync();
        var response = await app.Send("GET", "/jwt/me", app.Token("42"));
        Assert.Equal("42 jwt 42 True", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A401WithoutCredentialsHasAPlainChallengeAndPreformattedProblem()
    {
        await using var app = await Application.StartAsync();
        var response = await app.Send("GET", "/jwt/me");
        Assert.Equal("Bearer", Assert.Single(response.Headers.GetValues("WWW-Authenticate")));
        Assert.Equal(
            """{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.2","title":"Unauthorized","status":401}""",
            await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A401ForABadTokenSaysNoMoreThanInvalidToken()
    {
        await using var app = await Application.StartAsync();
        var response = await app.Send("GET", "/jwt/me", Tamper(app.Token()));
        Assert.Equal("Bearer error=\"invalid_token\"", Assert.Single(response.Headers.GetValues("WWW-Authenticate")));
        Assert.DoesNotContain("signature", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(app.Logs.Lines, static l => l is { Category: "Bolt", Id: 1 });
    }

    [Fact]
    public async Task A403ForABearerTokenSaysInsufficientScope()
    {
        await using var app = await Application.StartAsync();
        var response = await app.Send("GET", "/jwt/permission", app.Token());
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("Bearer error=\"insufficient_scope\"", Assert.Single(response.Headers.GetValues("WWW-Authenticate")));
    }

    [Fact]
    public async Task ATokenIsInNoLogLine()
    {
        await using var app = await Application.StartAsync();
        var good = app.Token("secret-holder");
        var bad = Tamper(good);
        foreach (var token in new[] { good, bad, "not.a.token", "plain" })
        {
            foreach (var path in new[] { "/jwt/me", "/jwt/permission", "/jwt/user", "/jwt/lazy?ask=x" })
            {
                await app.Send("GET", path, token);
            }
        }

        foreach (var part in good.Split('.').Concat(bad.Split('.')).Append(Application.Secret))
        {
            Assert.DoesNotContain(app.Logs.Lines, l => l.Text.Contains(part, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task TheUserIsLoadedOnceAndOnlyWhenAsked()
    {
        await using var app = await Application.StartAsync();
        var calls = (Calls)app.Services.GetService(typeof(Calls))!;

        Assert.Equal("not asked", await Text(app, "/jwt/lazy-only", app.Token("7")));
        Assert.Equal(0, calls["load 7"]);
        Assert.Equal("user7", await Text(app, "/jwt/lazy-only?times=3", app.Token("7")));
        Assert.Equal(1, calls["load 7"]);
        Assert.Equal("True", await Text(app, "/jwt/lazy?ask=true", app.Token("7")));
        Assert.Equal(2, calls["load 7"]);
    }

    [Fact]
    public async Task AUserWhoIsGoneIs401OrNull()
    {
        await using var app = await Application.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Send("GET", "/jwt/user", app.Token("gone"))).StatusCode);
        Assert.Equal("nobody", await Text(app, "/jwt/user-or-null", app.Token("gone")));
    }

    private static async Task<string> Text(Application app, string path, string token)
    {
        var response = await app.Send("GET", path, token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    /// <summary>Another character in the middle of the signature: its last one has bits that carry nothing.</summary>
    private static string Tamper(string token)
    {
        var at = token.LastIndexOf('.') + 5;
        return token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];
    }
}
