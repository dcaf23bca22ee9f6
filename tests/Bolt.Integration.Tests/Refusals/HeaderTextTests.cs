using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary>A refusal is not a 500, whatever a backend puts into its challenge.</summary>
public sealed class HeaderTextTests
{
    [Theory]
    [InlineData("Plain error_description=\"no\"", "Plain error_description=\"no\"")]
    [InlineData("Plain error_description=\"schlüssel\r\nSet-Cookie: a=b\"", "Plain error_description=\"schl?ssel??Set-Cookie: a=b\"")]
    [InlineData("Plain a=\"\u0000\u007f\u2028\ttab\"", "Plain a=\"???\ttab\"")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public async Task AChallengeHoldsWhatAHeaderMayHold(string? challenge, string? expected)
    {
        await using var app = await Application.StartAsync(s => s.AddSingleton<PlainBackend>(new Challenger(challenge)));
        var response = await app.Send("POST", "/plain");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(expected ?? "", response.Headers.NonValidated.TryGetValues("WWW-Authenticate", out var values) ? values.ToString() : "");
    }

    [Theory]
    [InlineData("Schlüssel", "Schl-ssel")]
    [InlineData("Tenant<A, B>", "Tenant-A--B-")]
    [InlineData("Keys`1", "Keys`1")]
    [InlineData("\r\n", "--")]
    public async Task ANameIsAToken(string name, string expected)
    {
        await using var app = await Application.StartAsync(
            s =>
            {
                s.AddSingleton<PlainBackend>(new Named(name));
                s.AddAuthentication().AddBolt();
                s.AddAuthorization();
            },
            a =>
            {
                a.UseAuthentication();
                a.UseAuthorization();
                a.MapBolt();
                a.MapGet("/scheme", static () => "scheme").RequireAuthorization(p => p.AddAuthenticationSchemes(name).RequireAuthenticatedUser());
            });
        foreach (var (method, path) in new[] { ("POST", "/plain"), ("GET", "/scheme") })
        {
            var response = await app.Send(method, path);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal(expected, response.Headers.NonValidated["WWW-Authenticate"].ToString());
        }
    }

    /// <summary>The path in the problem is the client's own.</summary>
    [Theory]
    [InlineData("""{"\ud800":1,"id":"x"}""")]
    [InlineData("""{"id":{"\udfff":[}}""")]
    [InlineData("""{"id":1,"text":"\ud800"}""")]
    [InlineData("""{"te\ud800xt":{"a":}}""")]
    public async Task AJsonPathIsNotA500(string body)
    {
        foreach (var problems in new[] { true, false })
        {
            await using var app = await Application.StartAsync(s => _ = problems ? s.AddProblemDetails() : s);
            var response = await app.Send("POST", "/bind/body", null, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    private sealed class Challenger(string? challenge) : PlainBackend, IAuthenticationChallenge
    {
        public string? Forbidden => challenge;

        public string Unauthorized(AuthenticationOutcome outcome) => challenge!;
    }

    private sealed class Named(string name) : PlainBackend
    {
        public override string Name => name;
    }
}
