using System.Net;

namespace Bolt.Integration.Tests;

/// <summary>What is kept of a login and of a value's name, and how long a browser may keep the cookie.</summary>
public sealed class SessionLimitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Browsers keep no cookie for longer than 400 days.</summary>
    [Theory]
    [InlineData(399, 399)]
    [InlineData(400, 400)]
    [InlineData(401, 400)]
    [InlineData(500, 400)]
    public async Task Cookie_is_told_to_stay_for_no_more_than_400_days(int lifetime, int days)
    {
        await using var browser = await Browser.StartAsync(s => s.AddBolt().AddSessions(o => o.AbsoluteTimeout = TimeSpan.FromDays(lifetime)));
        await browser.Post("p/login/1?persistent=true");
        Assert.EndsWith($"; max-age={days * 86_400L}", browser.SetCookie, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromDays(lifetime), (await browser.Record()).EndsAt - browser.Time.GetUtcNow());
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "127.0.0.1")]
    public async Task Address_is_kept_where_the_program_asks_for_it(bool isAsked, string? address)
    {
        await using var browser = await Browser.StartAsync(s => s.AddBolt().AddSessions(o => o.RecordAddress = isAsked));
        foreach (var before in new[] { "set/a/1", "cycle" })
        {
            // A new record, and one that there was before.
            await browser.Post(before);
            await browser.Post("login/1");
            Assert.Equal(address, (await browser.Record()).Address);
            Assert.Equal(address, (await browser.Sessions.ListAsync("1", Cancellation).SingleAsync(Cancellation)).Address);
        }

        var other = browser.Other();
        await other.Post("login/2");
        Assert.Equal(address, (await browser.Record("2")).Address);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, 1)]
    [InlineData(256, 256)]
    [InlineData(257, 256)]
    [InlineData(4000, 256)]
    public async Task Device_has_at_most_256_characters(int length, int? kept)
    {
        await using var browser = await Browser.StartAsync();
        var agent = string.Concat(Enumerable.Range(0, length).Select(static i => (char)('a' + (i % 26))));
        (string, string)[] headers = length == 0 ? [] : [("User-Agent", agent)];
        await browser.Post("login/1", headers);
        var device = (await browser.Record()).Device;
        Assert.Equal(kept is { } characters ? agent[..characters] : null, device);
        await browser.Post("login/1", headers);
        Assert.Equal(device, (await browser.Record()).Device);
    }

    [Theory]
    [InlineData(1, "set")]
    [InlineData(128, "set")]
    [InlineData(129, "The name of a session value has at most 128 characters; 'nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn…' has 129.")]
    [InlineData(0, "cannot be an empty string")]
    public async Task Name_has_1_to_128_characters(int length, string said)
    {
        await using var browser = await Browser.StartAsync();
        Assert.Contains(said, await browser.Post($"r/name/{length}"), StringComparison.Ordinal);
        browser.Is(HttpStatusCode.OK);
        Assert.Equal(said == "set", browser.SetCookie is not null);
        Assert.Equal(said == "set" ? new string('n', length) : "", await browser.Get("keys"));
    }
}
