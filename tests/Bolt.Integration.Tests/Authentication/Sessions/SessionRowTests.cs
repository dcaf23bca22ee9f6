using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bolt.Authentication.Sessions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Bolt.Integration.Tests;

/// <summary>The other rows of <c>session-behavior.json</c>, and that none is left out.</summary>
public sealed partial class SessionRowTests
{
    /// <summary>Rows that nothing of Bolt's corresponds to, and what its column <c>bolt</c> says.</summary>
    private static readonly Dictionary<string, string> NoCounterpart = new()
    {
        ["S011"] = "not in api.md",
        ["S033"] = "not carried over",
        ["S086"] = "reason not to have such a store",
        ["S113"] = "n/a",
        ["S114"] = "n/a",
        ["S115"] = "n/a",
        ["S117"] = "the application's",
        ["S122"] = "no password ever reaches Bolt",
        ["S145"] = "no secret involved",
        ["S149"] = "n/a",
        ["S156"] = "n/a",
        ["S157"] = "n/a",
        ["S205"] = "n/a",
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_row_names_a_test()
    {
        var rows = Read();
        Assert.Equal(206, rows.Count);
        var named = Directory.GetFiles(Path.Combine(Documents.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(static f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(static f => Test().Matches(File.ReadAllText(f)).SelectMany(static m => Row().Matches(m.Groups[1].Value)).Select(static m => m.Value))
            .ToHashSet();
        Assert.DoesNotContain(rows.Keys, id => !named.Contains(id) && !NoCounterpart.ContainsKey(id));
        Assert.DoesNotContain(named, id => !rows.ContainsKey(id));
        Assert.DoesNotContain(NoCounterpart, n => named.Contains(n.Key) || !rows[n.Key].StartsWith(n.Value, StringComparison.Ordinal));
    }

    /// <summary>Bolt's side: no method sets several, and what is set one by one is written together.</summary>
    [Fact]
    public async Task S012_Several_values_are_written_together()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("r/many");
        Assert.Equal(["CreateAsync"], browser.Store.Asked);
        Assert.Equal("many0=0 many1=1 many2=2 many3=3 many4=4", await browser.Get("items"));
        browser.Store.Asked.Clear();
        await browser.Post("r/many");
        Assert.Equal(["FindAsync", "ApplyAsync"], browser.Store.Asked);
    }

    [Fact]
    public async Task S020_S099_Ended_session_is_not_in_the_store_and_not_in_its_users_list()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        var record = await browser.Record();
        Assert.Equal("1", record.UserId);
        await browser.Post("flush");
        Assert.Null(await browser.Store.FindAsync(record.Id, Cancellation));
        Assert.Empty(await browser.Sessions.ListAsync("1", Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task S024_Written_value_is_read_from_the_same_session()
    {
        await using var browser = await Browser.StartAsync();
        Assert.Equal("True committed 1", await browser.Post("p/commit"));
        Assert.Equal("committed", await browser.Get("get/a"));
    }

    [Fact]
    public async Task S025_Change_of_what_was_read_is_not_kept()
    {
        await using var browser = await Browser.StartAsync();
        Assert.Equal("set", await browser.Post("p/nested"));
        Assert.Equal("1", await browser.Post("p/nested"));
        Assert.Equal("1", await browser.Post("p/nested"));
    }

    [Theory]
    [InlineData("søk ✓ 漢字 𝄞")]
    [InlineData("\"quoted\" \\ </script>&\u0001")]
    [InlineData("")]
    public async Task S026_S048_Text_comes_back_as_it_was_and_is_plain_in_the_store(string value)
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        await browser.Post("p/text?value=" + Uri.EscapeDataString(value));
        Assert.Equal(value, await browser.Get("p/text"));
        Assert.Equal(value, JsonSerializer.Deserialize<string>((await browser.Record()).Values["text"].Span));
    }

    [Fact]
    public async Task S027_Session_that_cannot_be_read_is_none_and_unreadable_values_are_logged()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        var record = await browser.Record();
        await browser.Store.ApplyAsync(record.Id, record.Epoch, new SessionChanges { Set = new Dictionary<string, ReadOnlyMemory<byte>> { ["text"] = "{ not json"u8.ToArray(), ["a"] = "\"good\""u8.ToArray() } }, Cancellation);
        Assert.Equal("", await browser.Get("p/text"));
        Assert.Equal("good", await browser.Get("get/a"));
        Assert.Equal("a=\"good\"", await browser.Get("items"));
        Assert.Contains(browser.App.Logs.Lines, static l => l.Id == 6004 && l.Text.Contains("'text'", StringComparison.Ordinal) && !l.Text.Contains("not json", StringComparison.Ordinal));
        // What proves the session has been tampered with: the cookie opens nothing.
        await Rewrite(browser, record, static (now, to) => Copy(to, new SecretHash(new byte[32]), now.Auth));
        Assert.Equal("anonymous", await browser.Get("me"));
        Assert.Equal("", await browser.Get("keys"));
        Assert.Contains(browser.App.Logs.Lines, static l => l.Text.Contains("wrong key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task S029_Type_that_throws_while_it_is_read_is_the_default()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("p/text?value=x");
        Assert.Equal("default", await browser.Get("p/picky"));
        browser.Is(HttpStatusCode.OK);
        await browser.Post("login/1");
        var record = await browser.Record();
        await browser.Store.ApplyAsync(record.Id, record.Epoch, new SessionChanges { Set = new Dictionary<string, ReadOnlyMemory<byte>> { ["text"] = """{"number":1}"""u8.ToArray() } }, Cancellation);
        Assert.Equal("default", await browser.Get("p/picky"));
        browser.Is(HttpStatusCode.OK);
        Assert.Equal(2, browser.App.Logs.Lines.Count(static l => l.Id == 6004));
    }

    [Fact]
    public async Task S030_S155_Sessions_need_no_package_and_no_middleware()
    {
        Assert.DoesNotContain(typeof(BoltSession).Assembly.GetReferencedAssemblies(), static a => a.Name!.Contains("EntityFramework", StringComparison.Ordinal) || a.Name.Contains("Redis", StringComparison.Ordinal));
        await using var app = await Application.StartAsync();
        Assert.IsType<InMemorySessionStore>(app.Services.GetRequiredService<ISessionStore>());
        var response = await app.Send("POST", "/session/p/visit", null, null, ("Sec-Fetch-Site", "same-origin"));
        var cookie = response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        response = await app.Send("POST", "/session/p/visit", null, null, ("Sec-Fetch-Site", "same-origin"), ("Cookie", cookie));
        Assert.Equal("light 2", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task S031_S093_S098_Store_that_cannot_be_made_stops_the_program_at_start()
    {
        var missing = await Assert.ThrowsAnyAsync<InvalidOperationException>(() => Application.StartAsync(static s => s.AddBolt().AddSessionStore<StoreOfServer>()));
        Assert.Contains(nameof(IStoreServer), missing.Message, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => Application.StartAsync(static s => s.AddBolt().AddSessionStore<StoreInFolder>()));
        Assert.Contains("no such folder", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S034_Session_of_nobody_is_empty()
    {
        await using var browser = await Browser.StartAsync();
        Assert.Equal("True 0 Bolt.BoltSession", await browser.Get("p/state"));
    }

    [Fact]
    public void S035_Store_must_have_every_method() => Assert.All(typeof(ISessionStore).GetMethods(), static m => Assert.True(m.IsAbstract));

    [Fact]
    public async Task S046_S053_S206_Keys_are_random_and_an_id_that_exists_is_not_taken()
    {
        await using var browser = await Browser.StartAsync();
        browser.Store.Collisions = 2;
        await browser.Post("set/a/1");
        browser.Is(HttpStatusCode.OK);
        Assert.Equal("1", await browser.Get("get/a"));
        browser.Store.Collisions = int.MaxValue;
        var unlucky = browser.Other();
        await unlucky.Post("login/1");
        unlucky.Is(HttpStatusCode.ServiceUnavailable);
        Assert.Null(unlucky.SetCookie);
        browser.Store.Collisions = 0;
        var cookies = new HashSet<string>();
        for (var i = 0; i < 100; i++)
        {
            await browser.Post("cycle");
            // The id stays, and 32 octets are new.
            Assert.Equal(64, browser.Cookie!.Length);
            Assert.True(cookies.Add(browser.Cookie[22..]));
        }

        Assert.True(Enumerable.Range(0, 42).All(i => cookies.Select(c => c[i]).Distinct().Count() > 20));
    }

    [Fact]
    public async Task S047_Nothing_that_is_printed_is_the_key()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        await browser.Post("set/a/1");
        var record = await browser.Record();
        var session = await browser.Sessions.ListAsync("1", Cancellation).SingleAsync(Cancellation);
        var secret = browser.Cookie![22..];
        var octets = Decode(browser.Cookie);
        Assert.DoesNotContain(secret, $"{session} {record} {record.Id} {record.SecretHash} {await browser.Get("p/state")} {await browser.Get("p/key")}", StringComparison.Ordinal);
        Assert.Equal(await browser.Get("p/key"), session.SessionKey);
        // Not in the store either.
        Assert.Equal(-1, record.SecretHash.ToArray().AsSpan().IndexOf(octets.AsSpan(16, 8)));
        Assert.Equal(16, record.Id.ToArray().Length);
    }

    [Fact]
    public async Task S049_S054_Change_behind_its_back_is_seen_by_the_next_request()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        await browser.Post("set/a/first");
        Assert.Equal("first", await browser.Get("get/a"));
        var record = await browser.Record();
        await browser.Store.ApplyAsync(record.Id, record.Epoch, new SessionChanges { Set = new Dictionary<string, ReadOnlyMemory<byte>> { ["a"] = "\"second\""u8.ToArray() } }, Cancellation);
        Assert.Equal("second", await browser.Get("get/a"));
    }

    [Fact]
    public async Task S055_S056_S057_S058_S071_Cookie_is_always_secure_http_only_and_lax_and_ends_with_the_browser()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("set/a/1");
        Assert.EndsWith("; path=/; secure; samesite=lax; httponly", browser.SetCookie);
        Assert.DoesNotContain("max-age", browser.SetCookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", browser.SetCookie, StringComparison.OrdinalIgnoreCase);
        await browser.Post("login/1");
        Assert.EndsWith("; path=/; secure; samesite=lax; httponly", browser.SetCookie);
        // None of it can be switched off.
        Assert.Empty(typeof(SessionOptions).GetProperties().Select(static p => p.Name).Intersect(["Secure", "SecurePolicy", "HttpOnly", "SameSite", "Domain", "Path"]));
    }

    [Fact]
    public async Task S062_Deletion_has_the_attributes_that_the_cookie_was_set_with()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        var set = Attributes(browser.SetCookie!);
        await browser.Post("logout");
        Assert.Equal(set, Attributes(browser.SetCookie!));
        Assert.DoesNotContain("domain", browser.SetCookie, StringComparison.OrdinalIgnoreCase);

        static IEnumerable<string> Attributes(string cookie) => cookie.Split("; ")[1..].Where(static a => !a.StartsWith("expires", StringComparison.Ordinal) && !a.StartsWith("max-age", StringComparison.Ordinal));
    }

    [Fact]
    public async Task S073_Cookie_of_something_else_stops_the_program_at_start()
    {
        Action<IServiceCollection>[] others =
        [
            static s => s.AddAntiforgery(static o => o.Cookie.Name = "__Host-bolt"),
            static s => s.AddSession(static o => o.Cookie.Name = "__Host-BOLT").AddDistributedMemoryCache(),
            static s => s.AddAuthentication().AddCookie("pages", static o => o.Cookie.Name = "__Host-bolt"),
        ];
        string[] names = ["antiforgery", "AddSession()", "the scheme pages"];
        for (var i = 0; i < others.Length; i++)
        {
            var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => Application.StartAsync(others[i]));
            Assert.Contains($"Bolt.SessionAuthentication and {names[i]} would both set the cookie __Host-bolt", refused.Message, StringComparison.Ordinal);
        }

        await using var app = await Application.StartAsync(static s => s.AddAntiforgery().AddSession().AddDistributedMemoryCache().AddAuthentication().AddCookie("pages"));
        Assert.NotNull(app.Services.GetRequiredService<IAntiforgery>());
    }

    [Fact]
    public async Task S074_S075_S079_Age_is_the_configured_one_whether_or_not_the_cookie_ends_with_the_browser()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("p/login/1");
        Assert.DoesNotContain("max-age", browser.SetCookie, StringComparison.Ordinal);
        var record = await browser.Record();
        Assert.Equal(TimeSpan.FromDays(14), record.EndsAt - record.CreatedAt);
        Assert.False(record.Persistent);
        await browser.Post("p/login/1?persistent=true");
        Assert.EndsWith("; max-age=1209600", browser.SetCookie);
        record = await browser.Record();
        Assert.Equal(TimeSpan.FromDays(14), record.EndsAt - browser.Time.GetUtcNow());
        Assert.True(record.Persistent);
    }

    [Fact]
    public async Task S076_S077_S078_S085_Login_may_shorten_its_session_and_never_lengthen_it()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("p/login/1?seconds=10&persistent=true");
        Assert.EndsWith("; max-age=10", browser.SetCookie);
        browser.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal("1", await browser.Get("guarded"));
        browser.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("anonymous", await browser.Get("me"));
        await browser.Post("p/login/1?seconds=100000000");
        Assert.Equal(TimeSpan.FromDays(14), (await browser.Record()).EndsAt - browser.Time.GetUtcNow());
    }

    [Fact]
    public async Task S080_S081_Login_says_whether_the_cookie_outlives_the_browser()
    {
        await using var browser = await Browser.StartAsync();
        foreach (var (query, ends) in new[] { ("?seconds=10&persistent=true", false), ("?seconds=10", true), ("", true), ("?persistent=true", false) })
        {
            await browser.Post("p/login/1" + query);
            Assert.Equal(ends, !browser.SetCookie!.Contains("max-age", StringComparison.Ordinal));
        }

        // A key that is replaced later keeps what the login said.
        await browser.Post("cycle");
        Assert.Contains("max-age", browser.SetCookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S084_Backend_has_an_age_of_its_own()
    {
        await using var browser = await Browser.StartAsync(static s => s.AddBolt().AddSessions<AdminSession>(static o => (o.AbsoluteTimeout, o.IdleTimeout) = (TimeSpan.FromHours(2), TimeSpan.FromHours(1))));
        await browser.Post("login/staff");
        await browser.Post("admin-login");
        var ages = (await browser.Sessions.ListAsync("staff", Cancellation).ToListAsync(Cancellation)).ToDictionary(static s => s.Backend, static s => s.EndsAt - s.CreatedAt);
        Assert.Equal((TimeSpan.FromDays(14), TimeSpan.FromHours(2)), (ages["session"], ages["AdminSession"]));
    }

    [Fact]
    public async Task S087_S088_S089_S090_S091_Store_purges_what_is_over_by_itself_and_when_asked()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("p/login/1?seconds=10");
        var over = await browser.Record();
        await browser.Other().Post("login/2");
        var live = await browser.Record("2");
        browser.Time.Advance(TimeSpan.FromSeconds(10));
        await browser.Store.PurgeAsync(browser.Time.GetUtcNow(), Cancellation);
        Assert.Equal(1, browser.Store.Count);
        Assert.Null(await browser.Store.FindAsync(over.Id, Cancellation));
        Assert.NotNull(await browser.Store.FindAsync(live.Id, Cancellation));
        // Nobody has to run a command for it.
        browser.Time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(0, browser.Store.Count);
    }

    [Fact]
    public async Task S092_S094_S095_Values_are_in_the_store_that_was_registered_and_a_failed_write_is_logged()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        await browser.Post("set/a/1");
        Assert.Equal("1", JsonSerializer.Deserialize<string>((await browser.Record()).Values["a"].Span));
        browser.Store.FailsWrites = true;
        await browser.Post("set/a/2");
        browser.Is(HttpStatusCode.ServiceUnavailable);
        Assert.Contains(browser.App.Logs.Lines, static l => l.Id == 6001 && l.Text.Contains("a write to the store", StringComparison.Ordinal) && l.Text.Contains("scripted", StringComparison.Ordinal));
        Assert.Equal("1", await browser.Get("get/a"));
    }

    [Fact]
    public async Task S101_S118_S151_Loader_decides_who_may_be_signed_in()
    {
        await using var browser = await Browser.StartAsync();
        Assert.Equal("inactive", await browser.Post("p/login/inactive"));
        Assert.Equal("anonymous", await browser.Get("me"));
        var member = new Member("inactive", "a");
        browser.Members.All.Add(member.Id, member);
        Assert.Equal("inactive", await browser.Get("guarded"));
        browser.Members.All.Remove(member.Id);
        Assert.Equal("anonymous", await browser.Get("me"));
        await browser.Get("guarded");
        browser.Is(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task S109_S146_Session_without_a_stamp_is_not_accepted_and_can_be_signed_in_again()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        await Rewrite(browser, await browser.Record(), static (now, to) => Copy(to, now.SecretHash, null));
        Assert.Equal("anonymous", await browser.Get("me"));
        var before = browser.Cookie;
        await browser.Post("login/1");
        browser.Is(HttpStatusCode.OK);
        Assert.NotEqual(before, browser.Cookie);
        Assert.Equal("1", await browser.Get("guarded"));
    }

    [Fact]
    public async Task S110_Login_needs_no_token_and_is_checked_for_its_site()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1", ("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example"));
        browser.Is(HttpStatusCode.Forbidden);
        Assert.Null(browser.SetCookie);
        await browser.Post("login/1", ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal("1", await browser.Get("guarded"));
        // The same goes for one who is signed in: the login of another user would replace the caller.
        await browser.Post("login/2", ("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example"));
        browser.Is(HttpStatusCode.Forbidden);
        Assert.Equal("1", await browser.Get("guarded"));
    }

    [Fact]
    public async Task S111_Site_is_checked_before_a_login_has_any_effect()
    {
        await using var browser = await Browser.StartAsync();
        var loads = browser.Members.Loads;
        await browser.Post("token-login", ("Authorization", "Bearer " + browser.App.Token("1")), ("Sec-Fetch-Site", "cross-site"));
        browser.Is(HttpStatusCode.Forbidden);
        Assert.Null(browser.SetCookie);
        Assert.Equal((0, loads, 0), (browser.Store.Calls, browser.Members.Loads, browser.Store.Count));
        await browser.Post("token-login", ("Authorization", "Bearer " + browser.App.Token("1")));
        Assert.Equal("1", await browser.Get("guarded"));
    }

    [Fact]
    public async Task S112_Session_names_its_backend()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        Assert.Equal("Bolt.SessionAuthentication", (await browser.Record()).Backend);
        await browser.Post("admin-login");
        Assert.Equal("Bolt.Integration.Tests.AdminSession", (await browser.Record("staff")).Backend);
    }

    [Fact]
    public async Task S116_S119_S142_S152_S153_S154_User_is_the_one_who_signed_in()
    {
        await using var browser = await Browser.StartAsync();
        Assert.Equal("nobody", await browser.Get("p/lazy"));
        Assert.Equal("nobody", await browser.Get("p/principal"));
        const string id = "5f0c1ab2-7a3e-4f7e-9b44-0d6a1f7c2e11";
        browser.Members.All.Add(id, new Member(id, "a"));
        Assert.Equal(id, await browser.Post("p/login/" + id));
        for (var i = 0; i < 2; i++)
        {
            var loads = browser.Members.Loads;
            Assert.Equal($"{id} True", await browser.Get("p/lazy"));
            Assert.Equal(loads + 1, browser.Members.Loads);
        }
    }

    [Fact]
    public async Task S121_Login_that_the_application_refuses_stores_nothing()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("p/login-wrong");
        browser.Is(HttpStatusCode.Unauthorized);
        Assert.Null(browser.SetCookie);
        Assert.Equal(0, browser.Store.Calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task S125_Login_behind_a_reset_of_the_password_works_with_and_without_a_session(bool hasSession)
    {
        await using var browser = await Browser.StartAsync();
        if (hasSession)
        {
            await browser.Post("login/1");
        }

        browser.Members.All["1"] = browser.Members.All["1"] with { SessionStamp = "b" };
        await browser.Post("login/1");
        Assert.Equal("1", await browser.Get("guarded"));
    }

    [Fact]
    public async Task S127_S134_S135_Logout_leaves_other_cookies_alone_and_the_protected_page_refuses()
    {
        await using var browser = await Browser.StartAsync();
        browser.Cookies["language"] = "sv";
        await browser.Post("login/1");
        await browser.Post("logout");
        Assert.Single(browser.Last.Headers.GetValues("Set-Cookie"));
        Assert.Equal(["language"], browser.Cookies.Keys);
        await browser.Get("guarded");
        browser.Is(HttpStatusCode.Unauthorized);
        await browser.Get("recent");
        browser.Is(HttpStatusCode.Unauthorized);
    }

    /// <summary>In fixed time: every way to compare two hashes ends in <see cref="CryptographicOperations.FixedTimeEquals"/>, and a session's key is compared as a hash.</summary>
    [Fact]
    public void S147_S204_Hashes_are_equal_when_all_of_their_octets_are()
    {
        var octets = Enumerable.Range(0, 32).Select(static i => (byte)i).ToArray();
        Assert.True(new SecretHash(octets) == new SecretHash(octets));
        for (var i = 0; i < octets.Length; i++)
        {
            var other = octets.ToArray();
            other[i] ^= 0x80;
            Assert.True(new SecretHash(octets) != new SecretHash(other));
        }

        const BindingFlags all = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var equals = typeof(SecretHash).GetMethod("Equals", [typeof(SecretHash)])!;
        var calls = Calls(equals);
        Assert.Contains("System.Security.Cryptography.CryptographicOperations.FixedTimeEquals", calls);
        // What else is called turns the octets into spans: nothing else can decide.
        Assert.DoesNotContain(calls, static c => c.Contains("Equal", StringComparison.Ordinal) && !c.EndsWith(".FixedTimeEquals", StringComparison.Ordinal));
        foreach (var compare in typeof(SecretHash).GetMethods(all).Where(m => m.ReturnType == typeof(bool) && m.DeclaringType == typeof(SecretHash) && m != equals))
        {
            Assert.Contains("Bolt.SecretHash.Equals", Calls(compare));
        }

        foreach (var name in new[] { "Judge", "WrongKey" })
        {
            Assert.Contains(Calls(typeof(SessionEngine).GetMethod(name, all)!), static c => c is "Bolt.SecretHash.op_Inequality" or "Bolt.SecretHash.op_Equality");
        }
    }

    [Fact]
    public async Task S148_Change_of_the_stored_hash_ends_no_session_while_the_stamp_stays()
    {
        await using var browser = await Browser.StartAsync();
        await browser.Post("login/1");
        var other = browser.Other();
        browser.Members.All["1"] = browser.Members.All["1"] with { Permissions = PermissionSet.Create("rehashed") };
        await other.Post("login/1");
        Assert.Equal("1", await browser.Get("guarded"));
        Assert.Equal("1", await other.Get("guarded"));
    }

    private static async Task Rewrite(Browser browser, SessionRecord record, Func<SessionRecord, SessionRecord, SessionRotation> make) =>
        Assert.Equal(SessionWrite.Applied, await browser.Store.RotateAsync(record.Id, record.SecretHash, make(record, record), SessionChanges.None, Cancellation));

    private static SessionRotation Copy(SessionRecord from, SecretHash hash, SessionAuth? auth) => new()
    {
        SecretHash = hash,
        Epoch = from.Epoch,
        Generation = from.Generation,
        UserId = from.UserId,
        LastSeenAt = from.LastSeenAt,
        IdleTimeout = from.IdleTimeout,
        EndsAt = from.EndsAt,
        Auth = auth,
    };

    /// <summary>The methods that a method calls.</summary>
    private static HashSet<string> Calls(MethodInfo method)
    {
        var (il, calls) = (method.GetMethodBody()!.GetILAsByteArray()!, new HashSet<string>());
        for (var i = 0; i + 5 <= il.Length; i++)
        {
            // call and callvirt, with the method's token behind them.
            if (il[i] is 0x28 or 0x6F && BitConverter.ToInt32(il, i + 1) is var token && (token >> 24) is 0x06 or 0x0A or 0x2B)
            {
                try
                {
                    var called = method.Module.ResolveMethod(token)!;
                    calls.Add($"{called.DeclaringType?.FullName}.{called.Name}");
                }
                catch (ArgumentException)
                {
                    // Octets that look like a token.
                }
            }
        }

        return calls;
    }

    private static byte[] Decode(string cookie) => System.Buffers.Text.Base64Url.DecodeFromChars(cookie);

    private static Dictionary<string, string> Read()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Documents.Root, "tests", "vectors", "session-behavior.json")));
        return json.RootElement.EnumerateArray().ToDictionary(static r => r.GetProperty("id").GetString()!, static r => r.GetProperty("bolt").GetString()!);
    }

    [GeneratedRegex(@"\b(?:Task|void) (\w*S\d{3}\w*)\(")]
    private static partial Regex Test();

    [GeneratedRegex(@"S\d{3}")]
    private static partial Regex Row();
}
