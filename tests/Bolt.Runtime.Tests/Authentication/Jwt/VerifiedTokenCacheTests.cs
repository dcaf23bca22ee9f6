using Bolt.Authentication.Jwt;
using Bolt.Authentication.Jwt.Configuration;
using Bolt.Authentication.Jwt.Keys;
using Bolt.Authentication.Jwt.Token;
using Bolt.Authentication.Jwt.Validation;

namespace Bolt.Runtime.Tests;

/// <summary>A repeated token need not be verified again; everything else is checked on each request.</summary>
public sealed class VerifiedTokenCacheTests
{
    private static readonly string Good = TestKeys.Token(TestKeys.Payload());

    private static JwtHost Host(int size = 64) => JwtHost.Create(options =>
    {
        options.Secret = TestKeys.Secret;
        options.VerifiedTokenCacheSize = size;
    });

    [Fact]
    public void Serves_one_context_for_repeats_and_none_for_anything_else()
    {
        using var host = Host();
        var first = host.Authenticate(Good).Auth;
        Assert.Same(first, host.Authenticate(new string(Good)).Auth);
        for (var i = 0; i < Good.Length; i++)
        {
            var altered = Good[..i] + (Good[i] == 'A' ? 'B' : 'A') + Good[(i + 1)..];
            Assert.False(host.Authenticate(altered).Succeeded, $"character {i}");
        }

        Assert.False(host.Authenticate(Good[..^1]).Succeeded);
        Assert.False(host.Authenticate(Good + "A").Succeeded);

        // The end of the signature decides where to look; the whole text decides whether it is there.
        Assert.False(host.Authenticate(TestKeys.Token(TestKeys.Payload("\"is_superuser\":true"))[..^50] + Good[^50..]).Succeeded);
    }

    /// <summary>White space around a token is not kept with it: some 60 KB of it each time.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(30_000)]
    public async Task Keeps_the_token_and_not_the_line_it_came_in(int spaces)
    {
        using var host = JwtHost.Create(options => (options.Secret, options.MaximumTokenLength) = (TestKeys.Secret, 40_000));
        foreach (var line in (string[])[$"Bearer {new string(' ', spaces)}{Good}", $"Bearer {Good}{new string(' ', spaces)}"])
        {
            Assert.True((await host.Jwt.AuthenticateAsync(JwtHost.Request(line))).Succeeded);
            Assert.True((await host.Jwt.AuthenticateAsync(JwtHost.Request(line))).Succeeded);
            var kept = Of(host.Jwt).Find(Good, VerifiedTokenCache.Hash(Good))!;
            Assert.Equal(Good, kept.Text);
            Assert.InRange(Part<string>(kept).Length, Good.Length, Good.Length + 32);
            Assert.Equal("user-1", kept.Context.UserId);
            Of(host.Jwt).Clear();
        }
    }

    [Fact]
    public void Can_be_switched_off()
    {
        using var host = Host(0);
        Assert.NotSame(host.Authenticate(Good).Auth, host.Authenticate(Good).Auth);
    }

    [Fact]
    public void Never_remembers_a_refused_token()
    {
        using var host = Host();
        var early = TestKeys.Token(TestKeys.Payload($"\"nbf\":{TestKeys.Seconds(TimeSpan.FromMinutes(5))}"));
        Assert.False(host.Authenticate(early).Succeeded);
        host.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.True(host.Authenticate(early).Succeeded);
    }

    /// <summary>A stranger's headers would push out those that the issuer's tokens have.</summary>
    [Fact]
    public void Remembers_headers_of_verified_tokens_only()
    {
        using var host = Host();
        var options = new JwtOptions { Secret = TestKeys.Secret };
        var keys = new KeySet(JwtKeyResolution.From(options, []).Verifiers);
        var validator = new JwtValidator(JwtValidationParameters.From(options, "jwt", hasRevocationStore: false));
        var now = NumericDate.Now(host.Time);
        var forged = Good[..^1] + (Good[^1] == 'A' ? 'E' : 'A');
        var expired = TestKeys.Token(TestKeys.Payload("\"exp\":1"));
        foreach (var refused in (string[])[forged, expired])
        {
            Assert.Null(validator.Validate(new TokenText(refused), keys, now).Token);
            Assert.Null(keys.Headers.Find(refused));
        }

        Assert.NotNull(validator.Validate(new TokenText(Good), keys, now).Token);
        Assert.NotNull(keys.Headers.Find(Good));
    }

    [Fact]
    public void Checks_time_on_each_hit()
    {
        using var host = Host();
        Assert.True(host.Authenticate(Good).Succeeded);
        host.Time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(29.9));
        Assert.True(host.Authenticate(Good).Succeeded);
        host.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(JwtFailure.Expired, host.Authenticate(Good).FailureReason);

        // A clock that is set back: nbf counts on a hit, too.
        using var other = Host();
        var token = TestKeys.Token(TestKeys.Payload($"\"nbf\":{TestKeys.Seconds(TimeSpan.Zero)}"));
        Assert.True(other.Authenticate(token).Succeeded);
        other.Time.AdjustTime(JwtHost.Start.AddMinutes(-1));
        Assert.Equal(JwtFailure.NotYetValid, other.Authenticate(token).FailureReason);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(64)]
    public void Is_bounded(int size)
    {
        var options = new JwtOptions { Secret = TestKeys.Secret, VerifiedTokenCacheSize = size };
        var keys = new KeySet(JwtKeyResolution.From(options, []).Verifiers);
        var validator = new JwtValidator(JwtValidationParameters.From(options, "jwt", false));
        var now = JwtHost.Start.UtcTicks - DateTime.UnixEpoch.Ticks;
        var tokens = Enumerable.Range(0, size * 8).Select(i => TestKeys.Token(TestKeys.Payload($"\"n\":{i}"))).ToArray();
        var seen = tokens.Select(token => validator.Validate(new TokenText(token), keys, now).Token!).ToArray();

        // From the last one back, so that what is asked for does not push out what is still to be asked for.
        var cache = Part<VerifiedTokenCache>(validator);
        Assert.InRange(tokens.Count(token => seen.Contains(cache.Find(token, VerifiedTokenCache.Hash(token)))), 1, size);
    }

    [Fact]
    public void Forgets_everything_when_the_keys_change()
    {
        var options = new JwtOptions { Secret = TestKeys.Secret };
        var validator = new JwtValidator(JwtValidationParameters.From(options, "jwt", false));
        var now = JwtHost.Start.UtcTicks - DateTime.UnixEpoch.Ticks;
        KeySet Keys(string secret) => new(JwtKeyResolution.From(new JwtOptions { Secret = secret }, []).Verifiers);
        var keys = Keys(TestKeys.Secret);
        var first = validator.Validate(new TokenText(Good), keys, now).Token;
        Assert.Same(first, validator.Validate(new TokenText(Good), keys, now).Token);

        Assert.Equal(JwtFailure.Signature, validator.Validate(new TokenText(Good), Keys(new string('x', 32)), now).Failure);
        Assert.NotSame(first, validator.Validate(new TokenText(Good), Keys(TestKeys.Secret), now).Token);
    }

    /// <summary>The cache inside a backend.</summary>
    internal static VerifiedTokenCache Of(JwtAuthentication backend) => Part<VerifiedTokenCache>(Part<JwtValidator>(Part<JwtAuthenticator>(backend)));

    private static T Part<T>(object whole) => whole.GetType().GetFields(System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)
        .Select(field => field.GetValue(whole)).OfType<T>().Single();
}
