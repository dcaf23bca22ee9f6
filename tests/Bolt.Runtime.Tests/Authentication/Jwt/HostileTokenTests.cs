using System.Diagnostics;
using Bolt.Authentication.Jwt.Json;
using Bolt.Authentication.Jwt.Validation;
using Bolt.Jwt.Steps;
using Microsoft.AspNetCore.Http;

namespace Bolt.Runtime.Tests;

/// <summary>Refusing a bad token is cheap, whatever it holds: no garbage, and no more steps than its length accounts for.</summary>
public sealed class HostileTokenTests
{
    private const int Calls = 50;

    /// <summary>A header with hostile names is an object on the heap at most; nothing grows with what is in it.</summary>
    private const int MostBytes = 128;

    public static TheoryData<string> Kinds => [.. HostileTexts.Names];

    /// <summary>Twice the text, 2.2 times the steps at most, at every length there is. What does not depend on the length is left out of the comparison.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Steps_grow_with_the_length(string kind)
    {
        foreach (var length in (int[])[1_500, 3_000, 6_000, 12_000, 24_000])
        {
            Assert.InRange(StepCounter.Payload(HostileTexts.Payload(kind, 2 * length)).Steps, 0, 2.2 * StepCounter.Payload(HostileTexts.Payload(kind, length)).Steps + 200);
            Assert.InRange(StepCounter.Header(HostileTexts.Header(kind, 2 * length), int.MaxValue).Steps, 0, 2.2 * StepCounter.Header(HostileTexts.Header(kind, length), int.MaxValue).Steps + 200);
        }
    }

    /// <summary>And they are few: what is looked at, is looked at a few times.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Steps_are_few_for_each_octet(string kind)
    {
        foreach (var length in (int[])[200, 1_500, 6_000, 48_000])
        {
            var (payload, header) = (HostileTexts.Payload(kind, length), HostileTexts.Header(kind, length));
            Assert.InRange(StepCounter.Payload(payload).Steps, 0, 6 * payload.Length + 500);
            Assert.InRange(StepCounter.Header(header, int.MaxValue).Steps, 0, 6 * header.Length + 500);
        }
    }

    [Fact]
    public void Counts_steps_at_all()
    {
        var text = HostileTexts.Payload("strings: one", 6_000);
        var (isSound, steps) = StepCounter.Payload(text);
        Assert.True(isSound);
        Assert.InRange(steps, text.Length - 1, 2 * text.Length);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Hostile_header_leaves_no_garbage(string kind)
    {
        using var host = Host();
        foreach (var length in (int[])[200, 1_500, 6_000])
        {
            AssertRefused(host, TestKeys.Token(TestKeys.Payload(), HostileTexts.Header(kind, length))[..^4] + "AAAA");
        }
    }

    /// <summary>Behind a sound signature, in a token that has expired.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Hostile_payload_leaves_no_garbage(string kind)
    {
        using var host = Host();
        foreach (var length in (int[])[200, 1_500, 6_000])
        {
            AssertRefused(host, TestKeys.Token(HostileTexts.Payload(kind, length).Replace("99999999999", "1", StringComparison.Ordinal)));
        }
    }

    /// <summary>A key for each request, named and not, escaped and not.</summary>
    [Theory]
    [InlineData("{\"alg\":\"HS256\"}")]
    [InlineData("{\"alg\":\"HS256\",\"kid\":\"unknown\"}")]
    [InlineData("{\"alg\":\"HS256\",\"kid\":\"k\\u00651\"}")]
    public void Many_keys_leave_no_garbage_but_the_list_of_those_that_fit(string header)
    {
        const int Keys = 20;
        using var host = JwtHost.Create(options =>
        {
            for (var i = 0; i < Keys; i++)
            {
                options.Keys.Add(TestKeys.For("HS256", i % 2 == 0 ? null : $"ke{i}"));
            }
        });
        AssertRefused(host, TestKeys.Token(TestKeys.Payload(), header)[..^4] + "AAAA", MostBytes + (8 * Keys));
    }

    /// <summary>It is unescaped once. Unescaped for each key it cost more than ten times as much as one that needs no unescaping; four times leaves room for other work on the machine.</summary>
    [Fact]
    public void Escaped_kid_costs_what_a_plain_one_does_with_many_keys()
    {
        const string Kid = "kid-of-key-xxx-0123456789-0123456789";
        using var host = JwtHost.Create(options =>
        {
            for (var i = 0; i < 200; i++)
            {
                options.Keys.Add(TestKeys.For("HS256", Kid.Replace("xxx", $"{i:d3}", StringComparison.Ordinal)));
            }
        });
        string Token(string kid) => TestKeys.Token(TestKeys.Payload(), $"{{\"alg\":\"HS256\",\"kid\":\"{kid}\"}}");
        var (escaped, plain) = (JwtHost.Request("Bearer " + Token(string.Concat(Kid.Select(static c => $"\\u{(int)c:x4}")))), JwtHost.Request("Bearer " + Token(Kid)));
        var (slow, fast) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var round = 0; round < 50; round++)
        {
            (slow, fast) = (Least(slow, escaped), Least(fast, plain));
        }

        Assert.InRange(slow / fast, 0, 4);

        TimeSpan Least(TimeSpan least, DefaultHttpContext http)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < 20; i++)
            {
                Assert.Equal(JwtFailure.UnknownKey, host.Jwt.AuthenticateAsync(http).Result.FailureReason);
            }

            var taken = Stopwatch.GetElapsedTime(start);
            return taken < least ? taken : least;
        }
    }

    private static JwtHost Host() => JwtHost.Create(options =>
    {
        options.Secret = TestKeys.Secret;
        options.Issuers.Add("issuer");
        options.Audiences.Add("audience");
    });

    private static void AssertRefused(JwtHost host, string token, int mostBytes = MostBytes)
    {
        var (jwt, http) = (host.Jwt, JwtHost.Request("Bearer " + token));
        var warm = jwt.AuthenticateAsync(http);
        Assert.NotNull(warm.Result.FailureReason);
        _ = jwt.AuthenticateAsync(http);

        // A collection may have emptied the pools meanwhile; what a request leaves behind, it leaves each time.
        var least = long.MaxValue;
        for (var attempt = 0; attempt < 4 && least > mostBytes; attempt++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Calls; i++)
            {
                _ = jwt.AuthenticateAsync(http);
            }

            least = Math.Min(least, (GC.GetAllocatedBytesForCurrentThread() - before) / Calls);
        }

        Assert.InRange(least, 0, mostBytes);
    }
}
