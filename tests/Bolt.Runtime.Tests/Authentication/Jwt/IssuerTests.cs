using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bolt.Users.Identity;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Runtime.Tests;

public sealed class IssuerTests
{
    private static JwtHost Host(Action<JwtOptions>? more = null) => JwtHost.Create(options =>
    {
        options.Secret = TestKeys.Secret;
        more?.Invoke(options);
    });

    [Fact]
    public void Writes_who_the_user_is()
    {
        using var host = Host(options =>
        {
            options.Issuers.Add("issuer");
            options.Issuers.Add("old-issuer");
            options.Audiences.Add("audience");
        });
        var token = new JsonWebToken(host.Issuer.CreateToken(new TestUser { Id = "u", Username = "Łukasz 🦊", IsStaff = true }));
        Assert.Equal(
            ["sub", "iat", "exp", "jti", "is_staff", "is_superuser", "username", "iss", "aud"],
            JsonDocument.Parse(Base64UrlEncoder.Decode(token.EncodedPayload)).RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("u", "issuer", "audience", "JWT"), (token.Subject, token.Issuer, token.Audiences.Single(), token.Typ));
        Assert.Equal(JwtHost.Start.UtcDateTime, token.IssuedAt);
        Assert.Equal(JwtHost.Start.UtcDateTime.AddHours(1), token.ValidTo);

        var auth = host.Authenticate(host.Issuer.CreateToken(new TestUser { Id = "u", Username = "Łukasz 🦊", IsStaff = true })).Auth!;
        Assert.Equal(("u", true, false, "Łukasz 🦊"), (auth.UserId, auth.IsStaff, auth.IsSuperuser, auth.Claims.GetString("username")));
        Assert.Equal(JwtHost.Start.AddHours(1), auth.ExpiresAt);
        Assert.Equal(32, auth.TokenId!.Length);
    }

    [Fact]
    public void Every_token_has_an_id_of_its_own()
    {
        using var host = Host();
        var ids = Enumerable.Range(0, 100).Select(_ => host.Authenticate(host.Issuer.CreateToken(new TestUser())).Auth!.TokenId).ToHashSet();
        Assert.Equal(100, ids.Count);
    }

    [Fact]
    public void Lives_as_long_as_it_is_told()
    {
        using var host = Host(options => options.TokenLifetime = TimeSpan.FromMinutes(5));
        Assert.Equal(JwtHost.Start.AddMinutes(5), host.Authenticate(host.Issuer.CreateToken(new TestUser())).Auth!.ExpiresAt);
        Assert.Equal(JwtHost.Start.AddSeconds(90), host.Authenticate(host.Issuer.CreateToken(new TestUser(), TimeSpan.FromSeconds(90.9))).Auth!.ExpiresAt);
        Assert.Throws<ArgumentOutOfRangeException>(() => host.Issuer.CreateToken(new TestUser(), TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => host.Issuer.CreateToken(new TestUser(), TimeSpan.FromSeconds(-1)));
    }

    [Fact]
    public void Adds_claims_of_every_type_that_json_has()
    {
        using var host = Host();
        using var element = JsonDocument.Parse("""{"deep":[1,"x"]}""");
        var claims = host.Authenticate(host.Issuer.CreateToken(new TestUser(), claims: new Dictionary<string, object?>
        {
            ["permissions"] = new[] { "a", "b" },
            ["text"] = "x\"\\",
            ["sbyte"] = (sbyte)-1,
            ["byte"] = (byte)1,
            ["short"] = (short)-2,
            ["ushort"] = (ushort)2,
            ["int"] = 1,
            ["uint"] = uint.MaxValue,
            ["float"] = 0.5f,
            ["long"] = long.MinValue,
            ["ulong"] = ulong.MaxValue,
            ["double"] = 1.5,
            ["decimal"] = 0.1m,
            ["true"] = true,
            ["null"] = null,
            ["guid"] = Guid.Empty,
            ["time"] = JwtHost.Start,
            ["element"] = element.RootElement,
            ["node"] = new JsonObject { ["a"] = new JsonArray(1, 2) },
            ["list"] = new List<object?> { 1, "a", null, new[] { true } },
            ["object"] = new Dictionary<string, object?> { ["a"] = 1 },
            ["aud"] = new[] { "x", "y" },
            ["nbf"] = JwtHost.Start,
        })).Auth!.Claims;
        var expected = """
            {"permissions":["a","b"],"text":"x\"\\","sbyte":-1,"byte":1,"short":-2,"ushort":2,"int":1,"uint":4294967295,"float":0.5,"long":-9223372036854775808,"ulong":18446744073709551615,"double":1.5,"decimal":0.1,"true":true,"null":null,
             "guid":"00000000-0000-0000-0000-000000000000","time":1749988800,"element":{"deep":[1,"x"]},"node":{"a":[1,2]},"list":[1,"a",null,[true]],"object":{"a":1},
             "aud":["x","y"],"nbf":1749988800}
            """;
        using var document = JsonDocument.Parse(expected);
        Assert.All(document.RootElement.EnumerateObject(), member => Assert.True(JsonElement.DeepEquals(member.Value, claims[member.Name]), member.Name));
    }

    public static TheoryData<object, string> Dictionaries => new()
    {
        { new Dictionary<string, object?> { ["a"] = 1, ["b"] = null }, """{"a":1,"b":null}""" },
        { new Dictionary<string, string> { ["a"] = "x", ["\"é"] = "y" }, """{"a":"x","\"é":"y"}""" },
        { new Dictionary<string, string?> { ["a"] = null }, """{"a":null}""" },
        { new Dictionary<string, string[]> { ["a"] = ["x", "y"], ["b"] = [] }, """{"a":["x","y"],"b":[]}""" },
        { new Dictionary<string, int> { ["a"] = 1, ["b"] = -2 }, """{"a":1,"b":-2}""" },
        { new Dictionary<string, Dictionary<string, bool>> { ["a"] = new() { ["b"] = true } }, """{"a":{"b":true}}""" },
        { new[] { new Dictionary<string, string> { ["a"] = "x" } }, """[{"a":"x"}]""" },
        { new Dictionary<string, int>(), "{}" },
        { new SortedList<string, int> { ["b"] = 2, ["a"] = 1 }, """{"a":1,"b":2}""" },
        { new ConcurrentDictionary<string, string> { ["a"] = "x" }, """{"a":"x"}""" },
        { new ReadOnlyDictionary<string, int>(new Dictionary<string, int> { ["a"] = 1 }), """{"a":1}""" },
        { ImmutableDictionary<string, Guid>.Empty.Add("a", Guid.Empty), """{"a":"00000000-0000-0000-0000-000000000000"}""" },
        { FrozenDictionary.ToFrozenDictionary([KeyValuePair.Create("a", 1.5)]), """{"a":1.5}""" },
        { new Hashtable { ["a"] = 1 }, """{"a":1}""" },
        { new Generic<object?> { ["a"] = 1 }, """{"a":1}""" },
        { new Generic<string> { ["a"] = "x" }, """{"a":"x"}""" },
        { new Generic<JsonElement> { ["a"] = JsonElement.Parse("[1]") }, """{"a":[1]}""" },
        { new Dictionary<string, string> { ["a"] = "x", ["b"] = "y" }.Where(static pair => pair.Key == "b"), """{"b":"y"}""" },
    };

    [Theory]
    [MemberData(nameof(Dictionaries))]
    public void A_dictionary_is_an_object_whatever_its_values_are(object claim, string json)
    {
        using var host = Host();
        var claims = host.Authenticate(host.Issuer.CreateToken(new TestUser(), claims: new Dictionary<string, object?> { ["x"] = claim })).Auth!.Claims;
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(json), claims["x"]), claims["x"].GetRawText());
    }

    public static TheoryData<object, string> NoClaims => new()
    {
        { new Dictionary<int, string> { [1] = "x" }, "a dictionary with keys of type int: the names in a JSON object are strings." },
        { new Dictionary<Guid, int> { [Guid.Empty] = 1 }, "a dictionary with keys of type Guid: " },
        { new Hashtable { [DayOfWeek.Friday] = 1 }, "a dictionary with keys of type DayOfWeek: " },
        { new Dictionary<string, object?> { ["a"] = new Dictionary<long, object?> { [1] = 1 } }, "a dictionary with keys of type long: " },
        { new Dictionary<string, Version> { ["a"] = new(1, 0) }, "a Version: use strings, " },
        { new Generic<int> { ["a"] = 1 }, "a System.Collections.Generic.KeyValuePair<string, int>: use strings, " },
        { new Dictionary<string, TimeSpan?> { ["a"] = TimeSpan.Zero }, "a TimeSpan: use strings, " },
    };

    /// <summary>The message has names of C#, and none of the runtime's.</summary>
    [Theory]
    [MemberData(nameof(NoClaims))]
    public void What_json_does_not_have_is_refused_by_name(object claim, string message)
    {
        using var host = Host();
        var refused = Assert.Throws<ArgumentException>(() => host.Issuer.CreateToken(new TestUser(), claims: new Dictionary<string, object?> { ["x"] = claim }));
        Assert.StartsWith("A claim cannot be " + message, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('`', refused.Message);
    }

    [Theory]
    [InlineData("sub")]
    [InlineData("iss")]
    [InlineData("exp")]
    [InlineData("iat")]
    [InlineData("jti")]
    [InlineData("is_staff")]
    [InlineData("is_superuser")]
    [InlineData("username")]
    public void Claims_may_not_say_otherwise(string name)
    {
        using var host = Host();
        Assert.Throws<ArgumentException>(() => host.Issuer.CreateToken(new TestUser(), claims: new Dictionary<string, object?> { [name] = "x" }));
    }

    [Fact]
    public void Refuses_what_it_would_not_accept_itself()
    {
        using var host = Host();
        Assert.Throws<ArgumentException>(() => host.Issuer.CreateToken(new TestUser(), claims: new Dictionary<string, object?> { ["x"] = new object() }));
        Assert.Throws<ArgumentException>(() => host.Issuer.CreateToken(new TestUser(), claims: new Dictionary<string, object?> { ["x"] = new string('x', 9000) }));
        Assert.Throws<ArgumentException>(() => host.Issuer.CreateToken(new TestUser { Id = "" }));
        Assert.Throws<ArgumentNullException>("user", () => host.Issuer.CreateToken(null!));
    }

    [Fact]
    public void Refuses_what_is_nested_deeper_than_it_would_accept()
    {
        using var host = Host();
        static object Nested(int levels, Func<object, object> wrap) => Enumerable.Range(0, levels).Aggregate((object)1, (inner, _) => wrap(inner));
        static Dictionary<string, object?> Claim(object value) => new() { ["x"] = value };
        Func<object, object>[] kinds = [inner => new[] { inner }, inner => new Dictionary<string, object?> { ["a"] = inner }];
        foreach (var wrap in kinds)
        {
            Assert.True(host.Authenticate(host.Issuer.CreateToken(new TestUser(), claims: Claim(Nested(30, wrap)))).Succeeded);
            var e = Assert.Throws<ArgumentException>(() => host.Issuer.CreateToken(new TestUser(), claims: Claim(Nested(31, wrap))));
            Assert.Contains("deeper than 30 levels", e.Message, StringComparison.Ordinal);

            // Not only what is too deep for a token: without a limit this would end the program.
            Assert.Throws<ArgumentException>(() => host.Issuer.CreateToken(new TestUser(), claims: Claim(Nested(100_000, wrap))));
        }
    }

    [Theory]
    [InlineData("aud", "1")]
    [InlineData("aud", """["a",1]""")]
    [InlineData("nbf", "\"soon\"")]
    [InlineData("x", """{"a":1,"a":2}""")]
    [InlineData("x", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]")]
    public void Refuses_json_that_it_would_not_accept(string name, string json)
    {
        using var host = Host();
        using var element = JsonDocument.Parse(json);
        Assert.Throws<ArgumentException>(() => host.Issuer.CreateToken(new TestUser(), claims: new Dictionary<string, object?> { [name] = element.RootElement }));
    }

    [Fact]
    public void Length_is_limited_as_it_is_for_what_comes_in()
    {
        using var host = Host();
        var length = host.Issuer.CreateToken(new TestUser()).Length;
        using var exact = Host(options => options.MaximumTokenLength = length);
        Assert.True(exact.Authenticate(exact.Issuer.CreateToken(new TestUser())).Succeeded);
        using var shorter = Host(options => options.MaximumTokenLength = length - 1);
        Assert.Throws<ArgumentException>(() => shorter.Issuer.CreateToken(new TestUser()));
    }

    [Fact]
    public void Audience_of_the_call_stands_instead_of_the_configured_one()
    {
        using var host = Host(options => options.Audiences.Add("audience"));
        var token = host.Issuer.CreateToken(new TestUser(), claims: new Dictionary<string, object?> { ["aud"] = new[] { "other", "audience" } });
        Assert.Equal(["other", "audience"], new JsonWebToken(token).Audiences);
        Assert.True(host.Authenticate(token).Succeeded);
    }

    [Fact]
    public void Private_part_that_cannot_be_read_is_not_signed_with()
    {
        var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey((ECDsaSecurityKey)TestKeys.For("ES256"));
        jwk.D = "!";
        using var host = JwtHost.Create(options => options.Keys.Add(jwk));
        Assert.Contains("leave it out", Assert.Throws<InvalidOperationException>(() => host.Issuer).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Signs_with_the_first_private_key_and_names_it()
    {
        using var publicOnly = System.Security.Cryptography.RSA.Create(2048);
        using var host = JwtHost.Create(options =>
        {
            options.Keys.Add(new RsaSecurityKey(publicOnly.ExportParameters(false)) { KeyId = "public" });
            options.Keys.Add(TestKeys.For("ES256", "private"));
            options.Keys.Add(TestKeys.For("RS256", "third"));
        });
        var token = new JsonWebToken(host.Issuer.CreateToken(new TestUser()));
        Assert.Equal(("ES256", "private"), (token.Alg, token.Kid));
    }

    /// <summary>The claim of a user of ASP.NET Core Identity belongs to Bolt; of other users it is a claim like any other.</summary>
    [Fact]
    public void A_security_stamp_is_written_and_nobody_elses()
    {
        using var host = Host();
        var stamped = new StampedIdentityUser("u", "ada", false, false, "a stamp");
        Assert.Equal(IdentityStamp.Of("u", "a stamp"), host.Authenticate(host.Issuer.CreateToken(stamped)).Auth!.Claims.GetString("stamp"));
        var own = new Dictionary<string, object?> { ["stamp"] = "own" };
        Assert.Throws<ArgumentException>(() => host.Issuer.CreateToken(stamped, claims: own));
        Assert.Equal("own", host.Authenticate(host.Issuer.CreateToken(new TestUser(), claims: own)).Auth!.Claims.GetString("stamp"));
        Assert.Null(host.Authenticate(host.Issuer.CreateToken(new TestUser())).Auth!.Claims.GetString("stamp"));
    }

    /// <summary>With one issuer, users belong to this program; with several, each issuer has its own.</summary>
    [Theory]
    [InlineData(0, null)]
    [InlineData(1, null)]
    [InlineData(2, "issuer-0")]
    public void Revocations_are_of_an_issuer_where_there_are_several(int issuers, string? expected)
    {
        using var host = Host(options => options.Issuers = [.. Enumerable.Range(0, issuers).Select(i => "issuer-" + i)]);
        Assert.Equal(expected, host.Issuer.RevocationIssuer);
        Assert.Equal(expected, host.Authenticate(host.Issuer.CreateToken(new TestUser())).Auth!.RevocationIssuer);
    }

    [Fact]
    public async Task Nothing_may_be_null()
    {
        using var host = Host();
        var issuer = host.Issuer;
        var cancel = TestContext.Current.CancellationToken;
        await Assert.ThrowsAsync<ArgumentNullException>("user", () => issuer.CreatePairAsync(null!, null, cancel).AsTask());
        await Assert.ThrowsAsync<ArgumentException>("user", () => issuer.CreatePairAsync(new TestUser { Id = "" }, null, cancel).AsTask());
        await Assert.ThrowsAsync<ArgumentNullException>("client", () => issuer.RefreshAsync("token", (string)null!, cancel).AsTask());
        await Assert.ThrowsAsync<ArgumentNullException>("auth", () => issuer.EndSessionAsync((AuthContext)null!, cancel).AsTask());
    }

    [Fact]
    public void Says_so_when_no_key_can_sign()
    {
        using var host = JwtHost.Create(options => options.Authority = "https://login.example.com");
        Assert.Contains("No key can sign", Assert.Throws<InvalidOperationException>(() => host.Issuer.CreateToken(new TestUser())).Message, StringComparison.Ordinal);
    }

    /// <summary>A dictionary that only its generic interface tells.</summary>
    private sealed class Generic<TValue> : IReadOnlyDictionary<string, TValue>
    {
        private readonly Dictionary<string, TValue> _members = [];

        public IEnumerable<string> Keys => _members.Keys;

        public IEnumerable<TValue> Values => _members.Values;

        public int Count => _members.Count;

        public TValue this[string key]
        {
            get => _members[key];
            init => _members[key] = value;
        }

        public bool ContainsKey(string key) => _members.ContainsKey(key);

        public bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TValue value) => _members.TryGetValue(key, out value);

        public IEnumerator<KeyValuePair<string, TValue>> GetEnumerator() => _members.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
