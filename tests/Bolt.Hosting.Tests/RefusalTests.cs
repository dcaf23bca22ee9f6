using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Hosting.Tests;

/// <summary>Guards that hide, and users that are gone.</summary>
public sealed class RefusalTests
{
    [Fact]
    public async Task AGuardMayHideWhatIsThere()
    {
        await using var app = await Application.StartAsync();
        var counted = new List<string>();
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "bolt.refusals" && ReferenceEquals(instrument.Meter.Scope, app.Services.GetRequiredService<IMeterFactory>()))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Add(string.Join(' ', tags.ToArray().Select(static t => t.Value))));
        meters.Start();
        foreach (var headers in new (string, string?)[][] { [], [("Cookie", await app.SignIn())] })
        {
            var (status, body, response) = await app.Get("/cookie/hidden", headers);
            Assert.Equal(404, status);
            Assert.Equal("""{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.5","title":"Not Found","status":404}""", body);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
            Assert.False(response.Headers.Contains("WWW-Authenticate"));
        }

        Assert.Equal(2, app.Logs.Count(static l => l is { Category: "Bolt", Id: 10 } && l.Text == "GET /cookie/hidden: 404, Bolt.Hosting.Tests.Hidden hides what is there."));
        Assert.Equal(["404 /cookie/hidden Bolt.Hosting.Tests.Hidden", "404 /cookie/hidden Bolt.Hosting.Tests.Hidden"], counted);
    }

    [Fact]
    public async Task AHidingGuardGoesThroughTheApplicationsProblemDetails()
    {
        await using var app = await Application.StartAsync(services: static s => s.AddProblemDetails(static o => o.CustomizeProblemDetails = static c => c.ProblemDetails.Extensions["mine"] = "yes"));
        var (status, body, _) = await app.Get("/cookie/hidden");
        Assert.Equal(404, status);
        Assert.Contains("\"mine\":\"yes\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AUserWhoIsGoneIsLoggedAsSuch()
    {
        await using var app = await Application.StartAsync();
        Assert.Equal(401, (await app.Get("/user", ("Authorization", "Bearer " + app.Token("gone")))).Status);
        Assert.Contains(app.Logs, static l => l is { Category: "Bolt", Id: 11, Text: "GET /user: 401, jwt accepted the credentials, and the IUserLoader found no user for them." });
        Assert.DoesNotContain(app.Logs, static l => l is { Category: "Bolt", Id: 3 });
    }

    /// <summary>BOLT1005: an attribute of ASP.NET Core's is no guard, and is asked besides the guards.</summary>
    [Theory]
    [InlineData(null, 401)]
    [InlineData("clerk", 403)]
    [InlineData("boss", 200)]
    public async Task AnAuthorizeAttributeAndTheGuardsBothHaveToPass(string? role, int status)
    {
        await using var app = await Application.StartAsync();
        Assert.Equal(status, (await app.Get("/authorized", role is null ? [] : [("Authorization", "Bearer " + app.Token(role: role))])).Status);
    }
}
