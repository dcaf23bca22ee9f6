using System.Net;

namespace Bolt.Browser.Tests;

/// <summary>A visitor of the sample over plain HTTP: keeps the session's cookie, posts forms as a browser does, and follows no redirect.</summary>
internal sealed class Visitor(Site site) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri($"http://127.0.0.1:{site.Port}") };

    public string? Cookie { get; set; }

    /// <summary>What a browser says of where the request came from.</summary>
    public string From { get; set; } = "same-origin";

    public string? Accept { get; set; }

    public HttpResponseMessage Last { get; private set; } = null!;

    public string? Location => Last.Headers.TryGetValues("Location", out var values) ? values.Single() : null;

    public string? SetCookie => Last.Headers.TryGetValues("Set-Cookie", out var values) ? values.Single() : null;

    public Task<string> Get(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<string> Post(string path, params (string Name, string Value)[] fields) =>
        Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(static f => KeyValuePair.Create(f.Name, f.Value))) });

    public async Task SignIn(string name)
    {
        await Post("/login", ("username", name), ("password", name + "-password"));
        Is(HttpStatusCode.Redirect, "/");
    }

    public void Is(HttpStatusCode status, string? location = null) => Assert.Equal((status, location), (Last.StatusCode, Location));

    public void Dispose() => _client.Dispose();

    private async Task<string> Send(HttpRequestMessage request)
    {
        request.Headers.Add("Sec-Fetch-Site", From);
        if (Cookie is not null)
        {
            request.Headers.Add("Cookie", "__Host-bolt=" + Cookie);
        }

        if (Accept is not null)
        {
            request.Headers.Add("Accept", Accept);
        }

        Last = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        if (SetCookie is { } set)
        {
            var value = set["__Host-bolt=".Length..set.IndexOf(';', StringComparison.Ordinal)];
            Cookie = value.Length == 0 ? null : value;
        }

        return await Last.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
