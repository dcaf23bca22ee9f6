namespace Bolt.EndToEnd.Tests.Behavior;

/// <summary>A response, whole.</summary>
internal sealed record Answer(int Status, string Body, string ContentType, string[] Challenges, string? RetryAfter, string? Location, string Headers)
{
    public static async Task<Answer> Of(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new(
            (int)response.StatusCode,
            body,
            response.Content.Headers.ContentType?.ToString() ?? "",
            response.Headers.TryGetValues("WWW-Authenticate", out var challenges) ? [.. challenges] : [],
            response.Headers.TryGetValues("Retry-After", out var after) ? after.Single() : null,
            response.Headers.TryGetValues("Location", out var location) ? location.Single() : null,
            string.Join('\n', response.Headers.Concat(response.Content.Headers).Where(static h => h.Key != "Date")
                .Select(static h => $"{h.Key}: {string.Join(" | ", h.Value)}").Order(StringComparer.Ordinal)));
    }

    public void IsOk(string body) => Assert.Equal((200, body), (Status, Body));

    /// <summary>A 401 with the preformatted body and one challenge per backend.</summary>
    public void IsUnauthorized(params string[] challenges)
    {
        Is(401, Problem.Unauthorized);
        Assert.Equal(challenges, Challenges);
    }

    public void IsForbidden(params string[] challenges)
    {
        Is(403, Problem.Forbidden);
        Assert.Equal(challenges, Challenges);
    }

    public void IsUnavailable()
    {
        Is(503, Problem.Unavailable);
        Assert.Equal("5", RetryAfter);
        Assert.Empty(Challenges);
    }

    public void Is(int status, string problem) => Assert.Equal((status, problem, "application/problem+json"), (Status, Body, ContentType));
}
