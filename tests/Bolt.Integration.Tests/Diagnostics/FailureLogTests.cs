using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bolt.Integration.Tests;

/// <summary>A refused credential is news where nobody accepted the request, and a detail where another backend did. It is said once, also where ASP.NET Core asked before.</summary>
public sealed class FailureLogTests
{
    private const string Key = "robot-key";

    [Theory]
    [InlineData("/keys/either", "bad.token.here", Key, "Debug GET /keys/either: jwt")]
    [InlineData("/keys/either", "bad.token.here", null, "Information GET /keys/either: jwt")]
    [InlineData("/keys/either", "bad.token.here", "wrong", "Information GET /keys/either: jwt|Information GET /keys/either: api_key")]
    [InlineData("/keys/either", null, "wrong", "Information GET /keys/either: api_key")]
    [InlineData("/keys/open", "bad.token.here", null, "Information GET /keys/open: jwt")]
    [InlineData("/keys/either", null, Key, "")]
    [InlineData("/plain", "bad.token.here", null, "Information HTTP: GET /plain: jwt")]
    [InlineData("/plain", "bad.token.here", Key, "Debug HTTP: GET /plain: jwt")]
    public async Task IsLoggedOnce(string path, string? token, string? key, string expected)
    {
        await using var app = await Application.StartAsync(
            static s =>
            {
                s.AddBolt().AddApiKeys(static o => o.Keys.Add(new ApiKey("robot", ApiKey.Hash(Key))));
                s.AddAuthentication().AddBolt();
                s.AddAuthorization();
            },
            static a =>
            {
                a.UseRouting();
                a.UseAuthentication();
                a.UseAuthorization();
                a.MapBolt();
                a.MapGet("/plain", static () => "").RequireAuthorization();
            });
        await app.Send("GET", path, token, null, key is null ? [] : [("X-API-Key", key)]);
        Assert.Equal(expected, string.Join('|', app.Logs.Lines.Where(static l => l is { Category: "Bolt", Id: 1 }).Select(static l => $"{l.Level} {l.Text[..l.Text.IndexOf(" refused", StringComparison.Ordinal)]}")));
    }
}
