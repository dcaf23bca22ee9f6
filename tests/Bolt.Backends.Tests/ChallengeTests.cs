using System.Net;

namespace Bolt.Backends.Tests;

/// <summary>Backends that would say the same say it once.</summary>
public sealed class ChallengeTests
{
    [Fact]
    public async Task EachChallengeIsWrittenOnce()
    {
        await using var app = await Application.StartAsync();
        using var response = await app.Client.GetAsync(new Uri("/several", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(["Bearer", "ApiKey header=\"X-API-Key\""], response.Headers.GetValues("WWW-Authenticate"));

        // A token that all refuse: both say so, in one line.
        using var request = new HttpRequestMessage(HttpMethod.Get, "/several");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer bad.token.here");
        using var bad = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(["Bearer error=\"invalid_token\"", "ApiKey header=\"X-API-Key\""], bad.Headers.GetValues("WWW-Authenticate"));
    }

    /// <summary>A login that is too old is asked for again by the backend that accepted it, whatever the others say.</summary>
    [Theory]
    [InlineData("jwt", "Bearer error=")]
    [InlineData("Admin.Tokens", "Bearer error=")]
    [InlineData("Admin.Keys", "ApiKey header=\"X-API-Key\", error=")]
    public async Task AnOldLoginIsChallengedByItsOwnBackend(string name, string challenge)
    {
        await using var app = await Application.StartAsync();
        using var response = await app.Send("/several/recent", name);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(challenge + "\"insufficient_user_authentication\", max_age=\"600\"", Assert.Single(response.Headers.GetValues("WWW-Authenticate")));
    }
}
