using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bolt.Integration.Tests;

/// <summary>A redirect never leads off the site and never ends in 500: every value of <c>redirect-vectors.json</c>, alone and through a guard.</summary>
public sealed class RedirectTests
{
    private static readonly Dictionary<string, Vector> Vectors = Read();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Ids => [.. Vectors.Keys];

    [Fact]
    public void TheFileIsWhole() => Assert.Equal((235, 68), (Vectors.Count, Vectors.Values.Count(static v => v.Location is not null)));

    [Theory]
    [MemberData(nameof(Ids))]
    public void LocalUrlDecidesAsTheVectorSays(string id)
    {
        var (value, location) = Vectors[id];
        Assert.Equal((location is not null, location ?? ""), (LocalUrl.TryCreate(value, out var actual), actual));
        Assert.Equal(location ?? "/home?a=%C3%A9", LocalUrl.OrDefault(value, "/home?a=é"));
        if (location is null && value is not null)
        {
            Assert.Throws<ArgumentException>(() => LocalUrl.OrDefault("/", value));
        }
    }

    [Fact]
    public async Task AGuardSendsWhatTheVectorSaysOr403()
    {
        var target = new RedirectTarget();
        await using var app = await Application.StartAsync(s => s.AddSingleton(target));
        foreach (var (id, (value, location)) in Vectors)
        {
            target.Value = value;
            app.Logs.Lines.Clear();
            var response = await app.Send("GET", "/redirect/told");
            if (location is null)
            {
                Assert.True(response.StatusCode == HttpStatusCode.Forbidden, $"{id}: {response.StatusCode}");
                Assert.False(response.Headers.Contains("Location"), id);
                Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
                var line = Assert.Single(app.Logs.Lines, static l => l is { Category: "Bolt", Id: 9 });
                Assert.Equal((LogLevel.Warning, "GET /redirect/told: 403, Bolt.Integration.Tests.RedirectsAsTold wanted to redirect, and not to a path on this site."), (line.Level, line.Text));
            }
            else
            {
                Assert.True(response.StatusCode == HttpStatusCode.Redirect, $"{id}: {response.StatusCode}");
                Assert.Equal(location, response.Headers.NonValidated["Location"].ToString());
            }
        }
    }

    /// <summary>What a visitor brings to the login page, and where the login page sends the visitor.</summary>
    [Fact]
    public async Task ALoginPageSendsOnToWhatTheVectorSays()
    {
        await using var app = await Application.StartAsync();
        foreach (var (id, (value, location)) in Vectors)
        {
            if (value is null || HasLoneSurrogate(value))
            {
                // No request can say so.
                continue;
            }

            var response = await app.Send("GET", "/sign/on?next=" + Uri.EscapeDataString(value));
            if (response.StatusCode == HttpStatusCode.RequestUriTooLong)
            {
                // The server's own limit.
                Assert.Null(location);
                continue;
            }

            Assert.True(response.StatusCode == HttpStatusCode.Redirect, $"{id}: {response.StatusCode}");
            Assert.True(response.Headers.NonValidated["Location"].ToString() == (location ?? "/home"), $"{id}: {response.Headers.NonValidated["Location"]}");
        }
    }

    /// <summary>From a page to the login page and back: the visitor arrives where the visitor wanted to go.</summary>
    [Fact]
    public async Task TheWayBackFromTheLoginPageIsTheWayThere()
    {
        await using var app = await Application.StartAsync();
        foreach (var (id, (_, location)) in Vectors.Where(static v => v.Value.Location is not null))
        {
            if (Uri.UnescapeDataString(location!.Split('?', '#')[0]).Contains('%', StringComparison.Ordinal))
            {
                // ASP.NET Core's decoded path does not tell %252F from %2F, nor %25u from %u.
                continue;
            }

            var wanted = "/sign/any" + location.Split('#')[0];
            var (status, there) = await Raw(app, wanted);
            Assert.True(status == 302, $"{id}: {status}");
            if (!LocalUrl.TryCreate(wanted, out _))
            {
                Assert.Equal("/login", there);
                continue;
            }

            var (_, back) = await Raw(app, "/sign/on" + there!["/login".Length..]);
            // ASP.NET Core encodes more of a decoded path than RFC 3986 asks for.
            Assert.True(Uri.UnescapeDataString(back!) == Uri.UnescapeDataString(wanted), $"{id}: {wanted} became {back}");
        }
    }

    /// <summary>A guard with another login page cannot be made, so that the program does not start.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void ALoginUrlIsTakenAsTheVectorSays(string id)
    {
        var (value, location) = Vectors[id];
        foreach (var set in (Action<string?>[])[static v => _ = new LoginRequired { LoginUrl = v }, static v => _ = new PermissionRequired("a") { LoginUrl = v }, static v => _ = new UserPassesTest<IsEven> { LoginUrl = v }, static v => _ = new RecentLogin { LoginUrl = v }])
        {
            if (location is null && value is not null)
            {
                Assert.StartsWith("LoginUrl \"", Assert.Throws<ArgumentException>(() => set(value)).Message, StringComparison.Ordinal);
            }
            else
            {
                set(value);
            }
        }
    }

    /// <summary>A session backend with another login page is not built, so that the program does not start.</summary>
    [Fact]
    public void ALoginUrlOfTheOptionsIsTakenAsTheVectorSays()
    {
        foreach (var (id, (value, location)) in Vectors)
        {
            if (value is null)
            {
                continue;
            }

            var services = new ServiceCollection();
            services.AddBolt().AddSessions(o => o.LoginUrl = value);
            using var provider = services.BuildServiceProvider();
            var problem = Record.Exception(() => provider.GetRequiredService<IOptionsMonitor<SessionOptions>>().Get(Options.DefaultName));
            Assert.True(location is null == problem is OptionsValidationException, $"{id}: {problem}");
        }
    }

    [Theory]
    [InlineData("/redirect/path/x", 302, "/redirect/path/x")]
    [InlineData("/redirect/path/%C3%A9", 302, "/redirect/path/%C3%A9")]
    [InlineData("/redirect/path/%20%22%3C", 302, "/redirect/path/%20%22%3C")]
    [InlineData("/redirect/path/%0d%0aSet-Cookie:%20a=b", 403, null)]
    [InlineData("/redirect/path/%5C%5Cevil.example", 403, null)]
    [InlineData("/redirect/path/%25%30%61", 403, null)]
    [InlineData("/redirect/path/%C2%85", 403, null)]
    [InlineData("/redirect/path/%252e%252e/x", 403, null)]
    [InlineData("/redirect/path/x?then=%3Fa%3D%C3%A9", 302, "/redirect/path/x?a=%C3%A9")]
    [InlineData("/redirect/path/x?then=%0D%0A", 403, null)]
    [InlineData("/redirect/path/x?then=%ED%A0%80", 302, "/redirect/path/x%ED%A0%80")]
    [InlineData("/redirect/path/x?then=%00", 403, null)]
    public async Task NoClientDrivesAGuardIntoA500(string target, int status, string? location)
    {
        await using var app = await Application.StartAsync();
        Assert.Equal((status, location), await Raw(app, target));
    }

    /// <summary>U+0080 to U+009F in the path, as they are and percent-encoded.</summary>
    [Fact]
    public void ControlsOfTheUpperHalfAreRefused()
    {
        for (var control = 0x80; control < 0xA0; control++)
        {
            Assert.False(LocalUrl.TryCreate($"/a{(char)control}", out _));
            Assert.False(LocalUrl.TryCreate($"/a?b={(char)control}", out _));
            Assert.False(LocalUrl.TryCreate($"/a%C2%{control:X2}", out _));
            Assert.False(LocalUrl.TryCreate($"/a%c2%{control:x2}/b?c", out _));
            Assert.True(LocalUrl.TryCreate($"/a%C3%{control:X2}", out _));
            Assert.True(LocalUrl.TryCreate($"/a%C2/%{control:X2}", out _));
        }

        Assert.True(LocalUrl.TryCreate("/a%C2%A0", out _));
    }

    [Fact]
    public async Task ATargetIsAtMost2048Octets()
    {
        await using var app = await Application.StartAsync();
        var prefix = "/redirect/path/".Length;
        Assert.Equal(302, (await Raw(app, "/redirect/path/" + new string('a', 2048 - prefix))).Status);
        Assert.Equal(403, (await Raw(app, "/redirect/path/" + new string('a', 2049 - prefix))).Status);
        // Fewer characters, as many octets.
        Assert.True(LocalUrl.TryCreate("/a" + new string('é', 341), out var longest));
        Assert.Equal(2048, longest.Length);
        Assert.False(LocalUrl.TryCreate("/ab" + new string('é', 341), out _));
        Assert.False(LocalUrl.TryCreate("/" + new string('"', 683), out _));
    }

    [Fact]
    public void AFallbackMustBeLocal()
    {
        Assert.Throws<ArgumentNullException>(static () => LocalUrl.OrDefault("/", null!));
        Assert.Equal("fallback", Assert.Throws<ArgumentException>(static () => LocalUrl.OrDefault("/x", "https://app.example.com/")).ParamName);
        Assert.Equal("/x", LocalUrl.OrDefault(null, "/x"));
    }

    private static bool HasLoneSurrogate(string value) => value.EnumerateRunes().Any(static r => r == Rune.ReplacementChar);

    private static async Task<(int Status, string? Location)> Raw(Application app, string target)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, app.Client.BaseAddress!.Port, Cancellation);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), Cancellation);
        using var reader = new StreamReader(stream);
        var lines = (await reader.ReadToEndAsync(Cancellation)).Split("\r\n");
        return (int.Parse(lines[0].Split(' ')[1], null), lines.FirstOrDefault(static l => l.StartsWith("Location: ", StringComparison.Ordinal))?["Location: ".Length..]);
    }

    private static Dictionary<string, Vector> Read([CallerFilePath] string file = "")
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "vectors", "redirect-vectors.json")));
        return json.RootElement.EnumerateArray().ToDictionary(
            static v => v.GetProperty("id").GetString()!,
            static v => new Vector(
                v.TryGetProperty("utf16", out var units) ? string.Concat(units.GetString()!.Split(' ').Select(static u => (char)Convert.ToUInt16(u, 16))) : v.GetProperty("value").GetString(),
                v.GetProperty("safe").GetBoolean() ? v.GetProperty("location").GetString() : null));
    }

    private sealed record Vector(string? Value, string? Location);
}
