using Bolt.Authentication.Sessions;
using Microsoft.Extensions.Primitives;

namespace Bolt.Runtime.Tests;

/// <summary>What is a session's cookie, and what costs no look-up.</summary>
public sealed class SessionCookieTests
{
    private static readonly string Good = new('A', 64);

    [Theory]
    [InlineData("")]
    [InlineData("a=1; __Host-bolt=")]
    [InlineData("__Host-bolt=63")]
    [InlineData("__Host-bolt=65")]
    [InlineData("__Host-bolt=quoted")]
    [InlineData("__Host-bolt=padding")]
    [InlineData("__Host-bolt=plus")]
    [InlineData("__Host-bolt=slash")]
    [InlineData("__Host-bolt=percent")]
    [InlineData("__Host-bolt=nul")]
    [InlineData("__Host-bolt=8k")]
    [InlineData("__host-bolt=good")]
    [InlineData("__Host-bolt2=good")]
    [InlineData("x__Host-bolt=good")]
    [InlineData("\u2000__Host-bolt=good")]
    [InlineData("__Host-bolt =good")]
    [InlineData("__Host-bolt=good; __Host-bolt=other")]
    public void Is_none(string header)
    {
        var text = header.Replace("63", Good[1..], StringComparison.Ordinal).Replace("65", Good + "A", StringComparison.Ordinal).Replace("quoted", '"' + Good + '"', StringComparison.Ordinal)
            .Replace("padding", Good[..63] + "=", StringComparison.Ordinal).Replace("plus", Good[..63] + "+", StringComparison.Ordinal).Replace("slash", Good[..63] + "/", StringComparison.Ordinal)
            .Replace("percent", Good[..61] + "%41", StringComparison.Ordinal).Replace("nul", Good[..63] + "\0", StringComparison.Ordinal).Replace("8k", new string('A', 8192), StringComparison.Ordinal)
            .Replace("good", Good, StringComparison.Ordinal).Replace("other", new string('B', 64), StringComparison.Ordinal);
        Assert.False(SessionCookie.TryFind(text, "__Host-bolt", out _, out _));
    }

    [Fact]
    public void Is_found_among_others()
    {
        var secret = SessionSecret.New(SessionId.New());
        foreach (var header in new[] { $"__Host-bolt={secret.ToCookie()}", $"a=1;\t__Host-bolt={secret.ToCookie()} ;b", $"__Host-bolt={secret.ToCookie()}; __Host-bolt={secret.ToCookie()}" })
        {
            Assert.True(SessionCookie.TryFind(header, "__Host-bolt", out var found, out _));
            Assert.True(found.Is(secret));
        }

        Assert.True(SessionCookie.TryFind(new StringValues(["a=1", "__Host-bolt=" + secret.ToCookie()]), "__Host-bolt", out _, out _));
    }

    [Fact]
    public void Secret_is_never_written_but_as_a_cookie()
    {
        var secret = SessionSecret.New(SessionId.New());
        Assert.Equal(64, secret.ToCookie().Length);
        Assert.Equal(secret.Id.ToString(), secret.ToString());
        Assert.StartsWith(secret.Id.ToString()[..20], secret.ToCookie(), StringComparison.Ordinal);
        Assert.True(SessionId.TryParse(secret.Id.ToString(), out var id) && id == secret.Id);
    }

    [Fact]
    public void Hash_is_another_for_another_backend()
    {
        var secret = SessionSecret.New(SessionId.New());
        Assert.NotEqual(secret.Hash("a\0b\0"u8), secret.Hash("a\0c\0"u8));
        Assert.Equal(secret.Hash("a\0b\0"u8), secret.Hash("a\0b\0"u8));
    }
}
