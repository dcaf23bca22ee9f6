using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Bolt.Hosting.Tests;

/// <summary>ASP.NET Core's schemes as backends: cookies, JwtBearer, client certificates, Identity.</summary>
public sealed class SchemeBackendTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ACookieBringsClaimsRolesAndPermissions()
    {
        await using var app = await Application.StartAsync();
        var cookie = ("Cookie", (string?)await app.SignIn());
        Assert.Equal("7 SiteCookie alice True acme a.read,a.write False False True True True", (await app.Get("/cookie/me", cookie)).Body);
        foreach (var (path, status) in new[] { ("boss", 200), ("chief", 403), ("tenant", 200), ("no-tenant", 403), ("write", 200), ("delete", 403) })
        {
            Assert.Equal(status, (await app.Get("/cookie/" + path, cookie)).Status);
            Assert.Equal(401, (await app.Get("/cookie/" + path)).Status);
            Assert.Equal(401, (await app.Get("/cookie/" + path, ("Cookie", cookie.Item2![..^9] + "AAAAAAAAA"))).Status);
        }
    }

    /// <summary>A cookie scheme's own challenge redirects to a sign-in page.</summary>
    [Fact]
    public async Task ACookiesRefusalIsNoRedirect()
    {
        await using var app = await Application.StartAsync();
        var (status, _, response) = await app.Get("/cookie/me");
        Assert.Equal(401, status);
        Assert.Equal(["SiteCookie"], response.Headers.GetValues("WWW-Authenticate"));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(403, (await app.Get("/cookie/chief", ("Cookie", await app.SignIn()))).Status);
        Assert.Equal(401, (await app.Get("/cookie/me", ("Cookie", await app.SignIn("/sign-in/nameless")))).Status);
    }

    [Theory]
    [InlineData("same-origin", null, 200)]
    [InlineData("cross-site", "https://evil.example", 403)]
    [InlineData("same-site", null, 403)]
    [InlineData(null, "https://evil.example", 403)]
    [InlineData(null, null, 403)]
    public async Task AnotherSiteCannotUseTheCookie(string? site, string? origin, int expected)
    {
        await using var app = await Application.StartAsync();
        var headers = new List<(string, string?)> { ("Cookie", await app.SignIn()) };
        if (site is not null)
        {
            headers.Add(("Sec-Fetch-Site", site));
        }

        if (origin is not null)
        {
            headers.Add(("Origin", origin));
        }

        Assert.Equal(expected, (await app.Ask("POST", "/cookie/change", [.. headers])).Status);
    }

    [Fact]
    public async Task JwtBearerAcceptsItsTokens()
    {
        await using var app = await Application.StartAsync();
        var token = Partner("""{"sub":"p1","scope":"a.read a.write","staff":"true","exp":4102444800}""");
        Assert.Equal("p1 PartnerTokens a.read,a.write True", (await app.Get("/partner", ("Authorization", "Bearer " + token))).Body);
        Assert.Equal("p1 PartnerTokens", (await app.Get("/either", ("Authorization", "Bearer " + token))).Body);
        Assert.Equal("7 jwt", (await app.Get("/either", ("Authorization", "Bearer " + app.Token()))).Body);
        Assert.Equal("7 SiteCookie", (await app.Get("/either", ("Cookie", await app.SignIn()))).Body);
        Assert.Equal(401, (await app.Get("/partner", ("Authorization", "Bearer " + app.Token()))).Status);
    }

    /// <summary>A scheme's principal may hold identities that nobody authenticated.</summary>
    [Fact]
    public async Task WhatAnUnauthenticatedIdentityClaimsDoesNotCount()
    {
        await using var app = await Application.StartAsync(map: static a => a.MapPost("/sign-in/mixed", static (HttpContext http) => http.SignInAsync("Cookies", new ClaimsPrincipal(
            [
                new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "7"), new("permissions", "a.write")], "Cookies"),
                new ClaimsIdentity([new(ClaimTypes.Role, "boss"), new("tenant", "acme"), new("permissions", "a.delete")]),
            ]))));
        var cookie = ("Cookie", (string?)await app.SignIn("/sign-in/mixed"));
        Assert.Equal(200, (await app.Get("/cookie/write", cookie)).Status);
        foreach (var path in new[] { "/cookie/boss", "/cookie/tenant", "/cookie/delete" })
        {
            Assert.Equal((path, 403), (path, (await app.Get(path, cookie)).Status));
        }
    }

    /// <summary>The scheme's own challenge, which says more than its name.</summary>
    [Fact]
    public async Task A401HasTheSchemesOwnChallenge()
    {
        await using var app = await Application.StartAsync();
        var (status, body, response) = await app.Get("/partner");
        Assert.Equal(401, status);
        Assert.Equal(["Bearer"], response.Headers.GetValues("WWW-Authenticate"));
        Assert.Contains("\"status\":401", body, StringComparison.Ordinal);

        (status, body, response) = await app.Get("/partner", ("Authorization", "Bearer " + Partner("""{"sub":"p1","exp":1}""")));
        Assert.Equal(401, status);
        Assert.StartsWith("Bearer error=\"invalid_token\", error_description=\"The token expired", Assert.Single(response.Headers.GetValues("WWW-Authenticate")), StringComparison.Ordinal);
        Assert.Contains(app.Logs, static l => l is { Category: "Bolt", Id: 1 } && l.Text.Contains("PartnerTokens refused the credentials: refused by its scheme", StringComparison.Ordinal));

        (status, body, response) = await app.Get("/either");
        Assert.Equal(401, status);
        Assert.Equal(["Bearer", "SiteCookie"], response.Headers.GetValues("WWW-Authenticate"));

        // The scheme that tries them all.
        (status, body, response) = await app.Get("/plain");
        var challenges = response.Headers.GetValues("WWW-Authenticate").ToList();
        Assert.Equal(401, status);
        Assert.Equal("Bearer", Assert.Single(challenges, static c => c.StartsWith("Bearer", StringComparison.Ordinal)));
        Assert.Equal(challenges.Distinct(), challenges);
    }

    [Fact]
    public async Task AClientCertificateIsACaller()
    {
        await using var app = await Application.StartAsync();
        using var certificate = Application.Certificate("machine", "1.3.6.1.5.5.7.3.2");
        using var known = Client(app, certificate);
        using var unknown = Client(app, null);
        using var response = await known.GetAsync(new Uri("/certificate", UriKind.Relative), Cancellation);
        Assert.Equal($"{certificate.Thumbprint} ClientCertificate", await response.Content.ReadAsStringAsync(Cancellation));

        // A browser sends it to every page's requests.
        using var change = await known.PostAsync(new Uri("/certificate", UriKind.Relative), null, Cancellation);
        Assert.Equal(403, (int)change.StatusCode);

        // The scheme's own challenge would be 403.
        foreach (var (path, name) in new[] { ("/certificate", "ClientCertificate"), ("/machine", "MachineCertificate") })
        {
            using var refused = await unknown.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
            Assert.Equal(401, (int)refused.StatusCode);
            Assert.Equal([name], refused.Headers.GetValues("WWW-Authenticate"));
            Assert.Contains("\"status\":401", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task IdentitysCookieIsACaller()
    {
        await using var app = await Application.StartAsync();
        Assert.Equal(401, (await app.Get("/identity")).Status);
        Assert.Equal("identity-7 alice", (await app.Get("/identity", ("Cookie", await app.SignIn("/sign-in/identity")))).Body);
        Assert.Equal(401, (await app.Get("/identity", ("Cookie", await app.SignIn()))).Status);
    }

    /// <summary>"Forward" asks "Bolt", which asks every backend, this one too.</summary>
    [Fact]
    public async Task ASchemeThatForwardsToItselfEnds()
    {
        await using var app = await Application.StartAsync();
        Assert.Equal(401, (await app.Get("/forwarding")).Status);
        Assert.Equal("7", (await app.Get("/forwarding", ("Authorization", "Bearer " + app.Token()))).Body);
    }

    [Theory]
    [InlineData("Cookie", "AddScheme<SiteCookie>(\"Cookie\"): no such authentication scheme is registered; did you mean \"Cookies\"?")]
    [InlineData("Nothing like it", "no such authentication scheme is registered. Schemes: Cookies, Partner, ")]
    [InlineData("jwt", "AddScheme<SiteCookie>(\"jwt\"): that is one of Bolt's own schemes.")]
    [InlineData("Bolt", "AddScheme<SiteCookie>(\"Bolt\"): that is one of Bolt's own schemes.")]
    public async Task AWrongSchemeIsSaidAtStart(string scheme, string message)
    {
        foreach (var mapped in new[] { true, false })
        {
            var error = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => Application.StartAsync(b => b.AddScheme<SiteCookie>(scheme), mapBolt: mapped));
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
            Assert.Contains("Bolt.Hosting.Tests.SiteCookie was given more than one scheme (Cookies and ", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ACookieIsNotTakenForSomethingElse()
    {
        var error = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => Application.StartAsync(static b => b.AddScheme<Unchecked>("Cookies", static o => o.PermissionClaims = [""])));
        Assert.Contains("that scheme is a cookie, so other sites can make requests with it. Derive Bolt.Hosting.Tests.SchemeBackendTests.Unchecked from CookieSchemeAuthentication", error.Message, StringComparison.Ordinal);
        Assert.Contains("PermissionClaims contains an empty value; remove it.", error.Message, StringComparison.Ordinal);
    }

    private static string Partner(string payload)
    {
        var signed = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8) + "." + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload));
        return signed + "." + Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Application.PartnerSecret), Encoding.UTF8.GetBytes(signed)));
    }

    private static HttpClient Client(Application app, System.Security.Cryptography.X509Certificates.X509Certificate2? certificate)
    {
        var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true } };
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificates = [certificate];
        }

        return new HttpClient(handler) { BaseAddress = app.Secure };
    }

    public sealed class Unchecked : SchemeAuthentication;
}
