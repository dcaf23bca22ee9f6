using Bolt.Authentication.ApiKeys;

namespace Bolt.Runtime.Tests;

/// <summary>Keys are found by their whole hash.</summary>
public sealed class ApiKeyTableTests
{
    private static readonly string Start = new('a', 62);

    [Fact]
    public void Hashes_that_differ_in_the_last_byte_are_two_keys()
    {
        var table = new ApiKeyTable(new ApiKeyOptions { Keys = [new ApiKey("one", "sha256:" + Start + "01"), new ApiKey("two", "sha256:" + Start + "02")] }, "api_key");
        Assert.Equal("one", Name(table, Start + "01"));
        Assert.Equal("two", Name(table, Start + "02"));
        Assert.Null(Name(table, Start + "03"));
    }

    [Fact]
    public void Look_up_takes_nothing()
    {
        var table = new ApiKeyTable(new ApiKeyOptions { Keys = [new ApiKey("one", "sha256:" + Start + "01")] }, "api_key");
        var (hit, miss) = (Parse(Start + "01"), Parse(Start + "03"));
        for (var i = 0; i < 100; i++)
        {
            Assert.True(table.Find(hit) is not null && table.Find(miss) is null);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            _ = table.Find(hit);
            _ = table.Find(miss);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static ApiKeyHash Parse(string hex)
    {
        Assert.True(ApiKeyHash.TryParse("sha256:" + hex, out var hash));
        return hash;
    }

    private static string? Name(ApiKeyTable table, string hex) => table.Find(Parse(hex))?.OutcomeAt(DateTimeOffset.UnixEpoch).Auth?.UserId;
}
