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

    /// <summary>Who takes part; null is everyone.</summary>
    public string[]? Servers { get; init; }

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
        new("POST", "`POST /notes`, HS256, permission, JSON body") { Credentials = static t => Bearer(t.Valid("HS256")), Path = "/notes", IsPost = true, IsEssential = true, Servers = [.. Server.AllNames.Except(["KestrelConstant"])] },
        new("api-key", "`GET /key`, API key") { Credentials = static t => $"X-API-Key: {t.ApiKey}", Path = "/key", Servers = ["Bolt"] },
        .. ((int[])[1, 100, 1000, 5000]).Select(static n => new Row($"routes-{n}", $"`GET /me`, HS256, one of {n:N0} routes") { Credentials = static t => Bearer(t.Valid("HS256")), Routes = n, Servers = ["MinimalApi", "Bolt"] }),
    ];

    private static Row Repeated(string algorithm) => new(algorithm, $"`GET /me`, {algorithm}, one token", algorithm) { Credentials = t => Bearer(t.Valid(algorithm)) };

    private static string Bearer(string token) => $"Authorization: Bearer {token}";
}
