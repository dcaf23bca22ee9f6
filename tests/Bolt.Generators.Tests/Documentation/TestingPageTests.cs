using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Generators.Tests;

/// <summary>What testing.md shows works on a real application: QuickStart, called with tokens of its own issuer.</summary>
public sealed class TestingPageTests(TestingPageTests.Factory quickStart) : IClassFixture<TestingPageTests.Factory>
{
    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("blog.other", HttpStatusCode.Forbidden)]
    [InlineData("blog.add_article", HttpStatusCode.Created)]
    public async Task ARealTokenIsJudgedAsInProduction(string? permission, HttpStatusCode expected)
    {
        using var client = quickStart.CreateClient();
        if (permission is not null)
        {
            var token = quickStart.Services.GetRequiredService<JwtIssuer>().CreateToken(
                new QuickStart.AppUser("1", "ada", IsStaff: false, IsSuperuser: false), claims: new Dictionary<string, object?> { ["permissions"] = new[] { permission } });
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var response = await client.PostAsJsonAsync("/articles", new QuickStart.NewArticle("Title", "Body"), TestContext.Current.CancellationToken);
        Assert.Equal(expected, response.StatusCode);
    }

    public sealed class Factory : WebApplicationFactory<QuickStart.NewArticle>
    {
        private readonly string _database = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
            .UseSetting("Bolt:Jwt:Secret", Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N"))
            .UseSetting("Database", _database);

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            File.Delete(_database);
        }
    }
}
