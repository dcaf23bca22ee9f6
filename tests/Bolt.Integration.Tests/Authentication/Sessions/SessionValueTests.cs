namespace Bolt.Integration.Tests;

/// <summary>Values that are there, that are not, and that are of another type.</summary>
public sealed class SessionValueTests
{
    private const int ValueUnreadable = 6004;

    /// <summary>In a session with a value, after one was removed, and after all were.</summary>
    [Fact]
    public async Task A_missing_value_of_a_live_session_is_the_default_and_nothing_to_warn_of()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        await browser.Post("set/a/1");
        Assert.Equal("null", await browser.Get("get/missing"));
        Assert.Equal("42", await browser.Get("number/missing"));
        Assert.Equal("default", await browser.Post("pop/missing"));
        Assert.Equal("1", await browser.Post("pop/a"));
        Assert.Equal("null", await browser.Get("get/a"));
        await browser.Post("clear");
        Assert.Equal("null", await browser.Get("get/a"));
        Assert.DoesNotContain(browser.App.Logs.Lines, static l => l.Id == ValueUnreadable);

        await browser.Post("set/a/text");
        Assert.Equal("42", await browser.Get("number/a"));
        Assert.Single(browser.App.Logs.Lines, static l => l.Id == ValueUnreadable);
    }
}
