namespace Bolt.Benchmarks.Http;

/// <summary>One kind of work, done by every server that can.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Title">What is done, in words.</param>
/// <param name="Algorithm">The algorithm of the token.</param>
/// <param name="Status">What a server that authenticates has to answer.</param>
internal sealed record Row(string Name, string Title, string Algorithm = "HS256", int Status = 200)
{
    public string Path { get; init; } = "/me";

    public bool IsPost { get; init; }

    /// <summary>A new token with each request.</summary>
    public bool HasManyTokens { get; init; }

    /// <summary>Part of a quick run.</summary>
    public bool IsEssential { get; init; }

    /// <summary>How many routes the application has.</summary>
    public int Routes { get; init; } = 1;

    /// <summary>Who takes part; null is everyone who knows callers by tokens, or needs to know none.</summary>
    public string[]? Servers { get; init; }

    /// <summary>A server's cookies are the credentials: it is asked to sign the caller in first.</summary>
    public bool SignsIn { get; init; }

    /// <summary>The body of the right answer.</summary>
    public string Answer { get; init; } = """{"id":"user-0001"}""";

    /// <summary>Servers that the others are compared with, by name, and what the table calls them.</summary>
    public (string Name, string Title)[] Peers { get; init; } = [("MinimalApi", "minimal API"), ("JwtBearer", "JwtBearer")];

    /// <summary>The request's credentials, as a header line.</summary>
    public required Func<Tokens, string> Credentials { get; init; }

    public static IReadOnlyList<Row> All { get; } =
    [
        Repeated("HS256") with { IsEssential = true },
        Repeated("RS256") with { IsEssential = true },
        Repeated("ES256") with { IsEssential = true },
        new("HS256-new", "`GET /me`, HS256, another of 100,000 tokens each time") { Credentials = static t => Bearer(t.Valid("HS256")), HasManyTokens = true, IsEssential = true },
        new("bad-signature", "`GET /me`, HS256, bad signature", Status: 401) { Credentials = static t => Bearer(t.BadSignature), IsEssential = true },
        new("oversized", "`GET /me`, HS256, token of 9,000 characters, bad signature", Status: 401) { Credentials = static t => Bearer(t.Oversized) },
        new("POST", "`POST /notes`, HS256, permission, JSON body") { Credentials = static t => Bearer(t.Valid("HS256")), Path = "/notes", IsPost = true, IsEssential = true, Answer = """{"id":1,"title":"A note","author":"user-0001"}""", Servers = [.. Server.AllForTokens.Except(["KestrelConstant"])] },
        new("api-key", "`GET /key`, API key") { Credentials = static t => $"X-API-Key: {t.ApiKey}", Path = "/key", Answer = """{"id":"reporting"}""", Servers = ["Bolt"] },
        Session("session", "`GET /me` with a session") with { Servers = ["KestrelConstant", "MinimalApi", "SessionsByHand", "SessionsCookies", "SessionsBolt"], Peers = [("MinimalApi", "minimal API"), Cookies] },
        Session("session-value", "`GET /theme` with a session and a value of it") with { Path = "/theme", Answer = """{"id":"user-0001","theme":"dark"}""", Servers = ["SessionsByHand", "SessionsCookies", "SessionsBolt"], Peers = [Cookies, ("SessionsByHand", "by hand")] },
        .. ((int[])[1, 100, 1000, 5000]).Select(static n => new Row($"routes-{n}", $"`GET /me`, HS256, one of {n:N0} routes") { Credentials = static t => Bearer(t.Valid("HS256")), Routes = n, Servers = ["MinimalApi", "Bolt"] }),
    ];

    private static (string Name, string Title) Cookies => ("SessionsCookies", "cookies + UseSession()");

    public bool Has(Server server) => Servers?.Contains(server.Name) ?? !server.HasSessions;

    /// <summary>A server that asks for no credentials gets a cookie of the same length as Bolt's.</summary>
    private static Row Session(string name, string title) => new(name, title) { Credentials = static _ => $"Cookie: __Host-bolt={new string('A', 64)}", SignsIn = true, IsEssential = true };

    private static Row Repeated(string algorithm) => new(algorithm, $"`GET /me`, {algorithm}, one token", algorithm) { Credentials = t => Bearer(t.Valid(algorithm)) };

    private static string Bearer(string token) => $"Authorization: Bearer {token}";
}
