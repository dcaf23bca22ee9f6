using System.Text;
using Bolt.Authentication.Jwt.Validation;
using Microsoft.AspNetCore.Http;

namespace Bolt.Runtime.Tests;

/// <summary>The rules of RFC 7515, 7519 and 8725 one by one, on tokens whose signature is sound: the rule alone refuses them, for the reason that the log shows.</summary>
public sealed class TokenRuleTests
{
    private static string Exp(double seconds) => (JwtHost.Start.ToUnixTimeMilliseconds() / 1000.0 + seconds).ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    private static JwtHost Host(Action<JwtOptions>? more = null) => JwtHost.Create(options =>
    {
        options.Secret = TestKeys.Secret;
        more?.Invoke(options);
    });

    private static string? Reason(string token, Action<JwtOptions>? more = null)
    {
        using var host = Host(more);
        return host.Authenticate(token).FailureReason;
    }

    [Theory]
    [InlineData("""{"alg":"HS256"}""", null)]
    [InlineData("""{"alg":"HS256","typ":"JWT","kid":"whatever","x":[1,{"y":null}]}""", null)]
    [InlineData("""{"alg":"HS256","jku":"https://evil.example/k","x5u":"http://127.0.0.1/","jwk":{"kty":"oct","k":"AAAA"},"x5c":["AAAA"]}""", null)]
    [InlineData("""{"alg":"none"}""", JwtFailure.Algorithm)]
    [InlineData("""{"alg":"hs256"}""", JwtFailure.Algorithm)]
    [InlineData("""{"alg":"HS512"}""", JwtFailure.Algorithm)]
    [InlineData("""{"alg":"RS256"}""", JwtFailure.Algorithm)]
    [InlineData("""{"alg":["HS256"]}""", JwtFailure.Algorithm)]
    [InlineData("""{"typ":"JWT"}""", JwtFailure.Algorithm)]
    [InlineData("""{"alg":"HS256","crit":["exp"]}""", JwtFailure.Critical)]
    [InlineData("""{"alg":"HS256","crit":[]}""", JwtFailure.Critical)]
    [InlineData("""{"alg":"HS256","cr\u0069t":["x"],"x":1}""", JwtFailure.Critical)]
    [InlineData("""{"alg":"HS256","b64":false}""", JwtFailure.Critical)]
    [InlineData("""{"alg":"HS256","b64":true}""", JwtFailure.Critical)]
    [InlineData("""{"alg":"HS256","cty":"JWT"}""", JwtFailure.Nested)]
    [InlineData("""{"alg":"HS256","cty":"jwt"}""", JwtFailure.Nested)]
    [InlineData("""{"alg":"HS256","enc":"A128GCM"}""", JwtFailure.Encrypted)]
    [InlineData("""{"alg":"HS256","zip":"DEF"}""", JwtFailure.Encrypted)]
    [InlineData("""{"alg":"HS256","typ":1}""", JwtFailure.Header)]
    [InlineData("""{"alg":"HS256","kid":1}""", JwtFailure.Header)]
    [InlineData("""{"alg":"HS256","alg":"HS256"}""", JwtFailure.Header)]
    [InlineData("""{"alg":"HS256"} {}""", JwtFailure.Header)]
    [InlineData("""["HS256"]""", JwtFailure.Header)]
    public void Header(string header, string? failure) => Assert.Equal(failure, Reason(TestKeys.Token(TestKeys.Payload(), header)));

    [Fact]
    public void Header_with_hundreds_of_members_is_refused_before_they_are_compared() =>
        Assert.Equal(JwtFailure.Header, Reason(TestKeys.Token(TestKeys.Payload(), "{\"alg\":\"HS256\"," + string.Join(',', Enumerable.Range(0, 64).Select(i => $"\"m{i}\":0")) + "}")));

    [Theory]
    [InlineData("""{"sub":"a"}""", JwtFailure.NoExpiry)]
    [InlineData("""{"sub":"a","exp":null}""", JwtFailure.ClaimType)]
    [InlineData("""{"sub":"a","exp":"9999999999"}""", JwtFailure.ClaimType)]
    [InlineData("""{"sub":"a","exp":1e400}""", JwtFailure.ClaimType)]
    [InlineData("""{"sub":"a","exp":9223372036854775808}""", JwtFailure.ClaimType)]
    [InlineData("""{"sub":"a","exp":9223372036854775807}""", null)]
    [InlineData("""{"sub":"a","exp":922337203685}""", null)]
    [InlineData("""{"sub":"a","exp":922337203685.9}""", null)]
    [InlineData("""{"sub":"a","exp":922337203684.9}""", null)]
    [InlineData("""{"sub":"a","exp":-922337203685.9}""", JwtFailure.Expired)]
    [InlineData("""{"sub":"a","exp":-9223372036854775808}""", JwtFailure.Expired)]
    [InlineData("""{"sub":"a","exp":99999999999,"nbf":"0"}""", JwtFailure.ClaimType)]
    [InlineData("""{"sub":"a","exp":99999999999,"nbf":1e400}""", JwtFailure.ClaimType)]
    [InlineData("""{"sub":"a","exp":99999999999,"nbf":99999999998}""", JwtFailure.NotYetValid)]
    [InlineData("""{"sub":"a","exp":99999999999,"nbf":-1}""", null)]
    [InlineData("""{"sub":"a","exp":99999999999,"iat":"0"}""", JwtFailure.ClaimType)]
    [InlineData("""{"sub":"a","exp":99999999999,"iat":99999999998}""", null)]
    [InlineData("""{"sub":1,"exp":99999999999}""", JwtFailure.ClaimType)]
    [InlineData("""{"sub":"a","exp":99999999999,"jti":1}""", JwtFailure.ClaimType)]
    [InlineData("""{"sub":"a","exp":99999999999,"iss":["a"]}""", JwtFailure.ClaimType)]
    [InlineData("""{"sub":"a","exp":99999999999,"aud":1}""", JwtFailure.ClaimType)]
    [InlineData("""{"sub":"a","exp":99999999999,"aud":["a",1]}""", JwtFailure.ClaimType)]
    [InlineData("""{"sub":"a","exp":99999999999,"exp":99999999999}""", JwtFailure.Payload)]
    [InlineData("""{"sub":"a","exp":99999999999,"x":"\ud800"}""", JwtFailure.Payload)]
    [InlineData("""{"sub":"a","exp":99999999999} """, null)]
    [InlineData("""{"sub":"a","exp":99999999999}x""", JwtFailure.Payload)]
    [InlineData("""[]""", JwtFailure.Payload)]
    [InlineData("", JwtFailure.Payload)]
    public void Payload(string payload, string? failure) => Assert.Equal(failure, Reason(TestKeys.Token(payload)));

    [Fact]
    public void Payload_that_is_not_utf8() =>
        Assert.Equal(JwtFailure.Payload, Reason(TestKeys.Token([.. "{\"exp\":99999999999,\"sub\":\""u8, 0xff, .. "\"}"u8], "{\"alg\":\"HS256\"}"u8)));

    [Theory]
    [InlineData(-30, JwtFailure.Expired)]
    [InlineData(-29.5, null)]
    [InlineData(-30.001, JwtFailure.Expired)]
    [InlineData(0, null)]
    public void Ends_at_exp_plus_skew_to_the_fraction(double seconds, string? failure)
    {
        Assert.Equal(failure, Reason(TestKeys.Token($$"""{"exp":{{Exp(seconds)}}}""")));

        // The same for a token that is remembered.
        using var host = Host();
        var token = TestKeys.Token($$"""{"exp":{{Exp(seconds + 3600)}}}""");
        Assert.True(host.Authenticate(token).Succeeded);
        host.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(failure, host.Authenticate(token).FailureReason);
    }

    [Theory]
    [InlineData(30, null)]
    [InlineData(30.5, JwtFailure.NotYetValid)]
    [InlineData(31, JwtFailure.NotYetValid)]
    public void Starts_at_nbf_less_skew(double seconds, string? failure) =>
        Assert.Equal(failure, Reason(TestKeys.Token($$"""{"exp":99999999999,"nbf":{{Exp(seconds)}}}""")));

    [Fact]
    public void Skew_can_be_set()
    {
        Assert.Equal(JwtFailure.Expired, Reason(TestKeys.Token($$"""{"exp":{{Exp(0)}}}"""), options => options.ClockSkew = TimeSpan.Zero));
        Assert.Null(Reason(TestKeys.Token($$"""{"exp":{{Exp(0.5)}}}"""), options => options.ClockSkew = TimeSpan.Zero));
        Assert.Null(Reason(TestKeys.Token($$"""{"exp":{{Exp(-299)}}}"""), options => options.ClockSkew = TimeSpan.FromMinutes(5)));
    }

    [Theory]
    [InlineData("\"iss\":\"a\"", null)]
    [InlineData("\"iss\":\"b\"", null)]
    [InlineData("\"iss\":\"\\u0061\"", null)]
    [InlineData("\"iss\":\"A\"", JwtFailure.Issuer)]
    [InlineData("\"iss\":\"a/\"", JwtFailure.Issuer)]
    [InlineData("\"iss\":\"\"", JwtFailure.Issuer)]
    [InlineData("\"x\":\"a\"", JwtFailure.Issuer)]
    public void Issuer_is_required_and_exact(string member, string? failure) =>
        Assert.Equal(failure, Reason(TestKeys.Token(TestKeys.Payload(member)), options =>
        {
            options.Issuers.Add("a");
            options.Issuers.Add("b");
        }));

    [Theory]
    [InlineData("\"aud\":\"a\"", null)]
    [InlineData("\"aud\":[\"x\",\"b\"]", null)]
    [InlineData("\"aud\":[\"x\",\"\\u0062\"]", null)]
    [InlineData("\"aud\":\"x\"", JwtFailure.Audience)]
    [InlineData("\"aud\":[\"x\",\"A\"]", JwtFailure.Audience)]
    [InlineData("\"aud\":[]", JwtFailure.Audience)]
    [InlineData("\"x\":\"a\"", JwtFailure.Audience)]
    public void Audience_is_required_and_exact(string member, string? failure) =>
        Assert.Equal(failure, Reason(TestKeys.Token(TestKeys.Payload(member)), options =>
        {
            options.Audiences.Add("a");
            options.Audiences.Add("b");
        }));

    [Fact]
    public void Token_id_is_required_when_asked_for()
    {
        Assert.Null(Reason(TestKeys.Token(TestKeys.Payload())));
        Assert.Equal(JwtFailure.NoTokenId, Reason(TestKeys.Token(TestKeys.Payload()), options => options.RequireTokenId = true));
        Assert.Null(Reason(TestKeys.Token(TestKeys.Payload("\"jti\":\"1\"")), options => options.RequireTokenId = true));
    }

    [Fact]
    public async Task Length_is_limited_before_any_work()
    {
        var token = TestKeys.Token(TestKeys.Payload());
        Assert.Null(Reason(token, options => options.MaximumTokenLength = token.Length));
        Assert.Equal(JwtFailure.TooLong, Reason(token, options => options.MaximumTokenLength = token.Length - 1));
        Assert.Equal(JwtFailure.TooLong, Reason(new string('.', 8193)));

        // What stands around a token counts too, and another scheme's credentials are another backend's.
        Assert.Equal(JwtFailure.TooLong, Reason(new string(' ', 8500) + token));
        Assert.Equal(JwtFailure.TooLong, Reason(token + new string(' ', 8500)));
        Assert.Null(Reason(new string(' ', 100) + token));
        using var host = JwtHost.Create(options => options.Secret = TestKeys.Secret);
        foreach (var other in (string[])["Negotiate " + new string('A', 20_000), "Bearerx" + new string('A', 20_000)])
        {
            var outcome = await host.Jwt.AuthenticateAsync(JwtHost.Request(other));
            Assert.True(outcome is { Succeeded: false, FailureReason: null });
        }
        Assert.Equal(JwtFailure.Malformed, Reason(new string('.', 8192)));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a.b")]
    [InlineData("e30.e30.e30.e30")]
    [InlineData("e30.e30.e30.e30.e30")]
    [InlineData("e30=.e30.e30")]
    [InlineData("e30.e30=.e30")]
    [InlineData("e30.e31.e30")]
    [InlineData("e30.e30.e")]
    [InlineData("e30.e 30.e30")]
    [InlineData("e30.e%30.e30")]
    [InlineData("e30.e+/0.e30")]
    public void Shape(string token) => Assert.Equal(JwtFailure.Malformed, Reason(token));

    [Fact]
    public void Segments_may_not_carry_what_a_lenient_decoder_skips()
    {
        var parts = TestKeys.Token(TestKeys.Payload()).Split('.');
        foreach (var bad in new[] { "=", "%", " ", "\n", "\t", "\r", ".", "~", "\0", "é" })
        {
            for (var i = 0; i < 3; i++)
            {
                var altered = parts.ToArray();
                altered[i] += bad;
                Assert.Equal(JwtFailure.Malformed, Reason(i == 2 ? string.Join('.', altered) + "AA" : TestKeys.Sign($"{altered[0]}.{altered[1]}")));
            }
        }
    }

    [Fact]
    public void Long_tokens_are_read_as_short_ones_are()
    {
        var payload = TestKeys.Payload($"\"groups\":[{string.Join(',', Enumerable.Range(0, 300).Select(i => $"\"group-{i}\""))}],\"jti\":\"after\"");
        using var host = Host();
        var auth = host.Authenticate(TestKeys.Token(payload)).Auth!;
        Assert.Equal("after", auth.TokenId);
        Assert.Equal(300, auth.Claims["groups"].GetArrayLength());
        var wide = "{\"exp\":99999999999," + string.Join(',', Enumerable.Range(0, 300).Select(i => $"\"m{i}\":{i}")) + "}";
        Assert.Equal(301, host.Authenticate(TestKeys.Token(wide)).Auth!.Claims.Count);
    }

    [Fact]
    public void Tokens_of_every_length_are_read()
    {
        // Buffers lie on the stack up to some length, and are rented beyond.
        using var host = Host();
#if FEWER_CASES
        const int Step = 23;
#else
        const int Step = 1;
#endif
        for (var length = 0; length < 2300; length += Step)
        {
            var subject = new string('s', length);
            var auth = host.Authenticate(TestKeys.Token($$"""{"exp":99999999999,"sub":"{{subject}}","permissions":["{{subject}}"]}""")).Auth;
            Assert.Equal(subject, auth?.UserId);
            Assert.Equal([subject], auth!.Permissions);
        }
    }

    /// <summary>Headers that were read before are known by their text, up to the dot.</summary>
    [Theory]
    [InlineData("   ", true)]
    [InlineData("junk", false)]
    [InlineData("{}", false)]
    public void Header_that_continues_one_read_before_is_read_itself(string more, bool isSound)
    {
        using var host = Host();
        Assert.True(host.Authenticate(TestKeys.Token(TestKeys.Payload())).Succeeded);
        Assert.Equal(isSound, host.Authenticate(TestKeys.Token(TestKeys.Payload(), """{"alg":"HS256"}""" + more)).Succeeded);
    }

    [Fact]
    public void Deep_header_of_a_stranger_is_refused_without_a_stack_overflow() =>
        Assert.Equal(JwtFailure.Header, Reason(TestKeys.Token(Encoding.ASCII.GetBytes("{}"), Encoding.ASCII.GetBytes("{\"a\":" + new string('[', 40_000))), options => options.MaximumTokenLength = ushort.MaxValue));

    [Theory]
    [InlineData("Bearer {0}", true)]
    [InlineData("bearer {0}", true)]
    [InlineData("BEARER    {0}", true)]
    [InlineData("  Bearer {0}  ", true)]
    [InlineData("\tBearer {0}\t", true)]
    [InlineData("\t", null)]
    [InlineData("{0}", null)]
    [InlineData("Basic {0}", null)]
    [InlineData("Bearer:{0}", null)]
    [InlineData("Bearer\t{0}", null)]
    [InlineData("Bearer{0}", null)]
    [InlineData("", null)]
    [InlineData("   ", null)]
    [InlineData("Bearer", false)]
    [InlineData("Bearer  ", false)]
    [InlineData("Bearer {0} x", false)]
    [InlineData("Bearer Bearer {0}", false)]
    [InlineData("Bearer \"{0}\"", false)]
    [InlineData("Bearer {0}, Bearer {0}", false)]
    public async Task Authorization_header(string value, bool? accepted)
    {
        using var host = Host();
        var http = JwtHost.Request(string.Format(System.Globalization.CultureInfo.InvariantCulture, value, TestKeys.Token(TestKeys.Payload())));
        var outcome = await host.Jwt.AuthenticateAsync(http);
        Assert.Equal(accepted == true, outcome.Succeeded);
        Assert.Equal(accepted == false, outcome.FailureReason is not null);
    }

    [Fact]
    public async Task Two_header_lines_are_refused()
    {
        using var host = Host();
        var token = "Bearer " + TestKeys.Token(TestKeys.Payload());
        Assert.Equal(JwtFailure.SeveralHeaders, (await host.Jwt.AuthenticateAsync(JwtHost.Request(token, token))).FailureReason);
    }

    [Fact]
    public async Task Header_line_without_a_value_carries_nothing()
    {
        using var host = Host();
        Assert.Equal(AuthenticationOutcome.NoCredentials, await host.Jwt.AuthenticateAsync(JwtHost.Request([null!])));
    }

    [Fact]
    public async Task Another_header_may_leave_the_scheme_out()
    {
        using var host = Host(options => options.Header = "X-Token");
        var token = TestKeys.Token(TestKeys.Payload());
        foreach (var (value, accepted) in new[] { (token, true), ("bearer " + token, true), ("Basic " + token, false) })
        {
            var http = new DefaultHttpContext();
            http.Request.Headers["x-token"] = value;
            Assert.Equal(accepted, (await host.Jwt.AuthenticateAsync(http)).Succeeded);
        }

        var other = await host.Jwt.AuthenticateAsync(JwtHost.Request("Bearer " + token));
        Assert.False(other.Succeeded);
        Assert.Null(other.FailureReason);
    }

    [Fact]
    public async Task Challenges_as_rfc_6750_has_it()
    {
        using var host = Host();
        Assert.Equal("Bearer", host.Jwt.Unauthorized(await host.Jwt.AuthenticateAsync(JwtHost.Request())));
        Assert.Equal("Bearer error=\"invalid_token\"", host.Jwt.Unauthorized(host.Authenticate("x")));
        Assert.Equal("Bearer", host.Jwt.Unauthorized(AuthenticationOutcome.Unavailable("x")));
        Assert.Equal("Bearer error=\"insufficient_scope\"", host.Jwt.Forbidden);
    }

    [Fact]
    public void Reasons_are_constants_and_tell_nothing_of_the_token()
    {
        using var host = Host(options => options.Issuers.Add("issuer-of-mine"));
        var known = typeof(JwtFailure).GetFields().Select(field => (string)field.GetValue(null)!).ToHashSet();
        foreach (var token in new[] { "x", TestKeys.Token("""{"iss":"secret-issuer","exp":1}"""), TestKeys.Token(TestKeys.Payload("\"iss\":\"secret-issuer\"")) })
        {
            Assert.Contains(host.Authenticate(token).FailureReason!, known);
        }
    }
}
