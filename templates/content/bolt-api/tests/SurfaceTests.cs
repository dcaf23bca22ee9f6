using System.Net;
using System.Net.Http.Json;
using Bolt;
using Microsoft.AspNetCore.Mvc.Testing;

namespace BoltApi._1.Tests;

public sealed class SurfaceTests
{
    /// <summary>Asks every route as every kind of caller: who lacks something is refused, who has exactly what the guards ask gets through. No handler runs.</summary>
    [Fact]
    public async Task EveryRouteLetsInWhomItSays()
    {
        await using var app = new WebApplicationFactory<Program>().WithBolt();
        await BoltSurfaceTests.VerifyAsync(app, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task ANoteIsItsAuthors()
    {
        await using var app = new WebApplicationFactory<Program>().WithBolt();
        using var anonymous = app.CreateClient();
        using var ada = anonymous.ActingAs("ada", permissions: ["notes.add"]);
        using var grace = anonymous.ActingAs("grace");

        using var added = await ada.PostAsJsonAsync("/notes", new { text = "Buy milk" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        Assert.Contains("Buy milk", await ada.GetStringAsync("/notes", TestContext.Current.CancellationToken));
        Assert.Equal("[]", await grace.GetStringAsync("/notes", TestContext.Current.CancellationToken));
    }
}
