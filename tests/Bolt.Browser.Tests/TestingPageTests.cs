using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace Bolt.Browser.Tests;

/// <summary>What testing.md shows of sessions works on a real application.</summary>
public sealed class TestingPageTests(TestingPageTests.Factory site) : IClassFixture<TestingPageTests.Factory>
{
    [Fact]
    public async Task AMemberSeesTheDashboard()
    {
        using var client = site.CreateClient(new() { BaseAddress = new Uri("https://localhost") });
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["username"] = "ada", ["password"] = "ada-password", ["next"] = "/devices" });
        using var response = await client.PostAsync("/login", form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("/devices", response.RequestMessage?.RequestUri?.AbsolutePath);
    }

    public sealed class Factory : WebApplicationFactory<SessionsAndPages.Member>
    {
        private readonly string _database = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseSetting("Database", _database).ConfigureLogging(static l => l.ClearProviders());

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            File.Delete(_database);
        }
    }
}
