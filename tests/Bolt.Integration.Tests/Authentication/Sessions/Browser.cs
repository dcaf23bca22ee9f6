using System.Net;
using Bolt.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace Bolt.Integration.Tests;

/// <summary>An application with sessions of <see cref="Members"/>, and one browser that keeps its cookie.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly Application _app;
    private readonly bool _ownsApp;

    private Browser(Application app, bool ownsApp) => (_app, _ownsApp) = (app, ownsApp);

    public Application App => _app;

    public Members Members => _app.Services.GetRequiredService<Members>();

    public FakeTimeProvider Time => (FakeTimeProvider)_app.Services.GetRequiredService<TimeProvider>();

    public BoltSessions Sessions => _app.Services.GetRequiredService<BoltSessions>();

    public CountingStore Store => (CountingStore)_app.Services.GetRequiredService<ISessionStore>();

    public Dictionary<string, string> Cookies { get; } = [];

    public string? Cookie => Cookies.GetValueOrDefault("__Host-bolt");

    public HttpResponseMessage Last { get; private set; } = null!;

    public string? SetCookie => Last.Headers.TryGetValues("Set-Cookie", out var values) ? string.Join(" | ", values) : null;

    /// <summary>Where the last response sends the browser.</summary>
    public string? Location => Last.Headers.NonValidated.TryGetValues("Location", out var values) ? values.ToString() : null;

    public static async Task<Browser> StartAsync(Action<IServiceCollection>? services = null, Action<WebApplication>? map = null) => new(
        await Application.StartAsync(s =>
        {
            s.AddSingleton<TimeProvider>(new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(55)));
            s.Replace(ServiceDescriptor.Scoped<ISessionUserSource>(static p => new LoadedUserSource<Member>(p.GetRequiredService<IUserLoader<Member>>())));
            s.AddBolt().AddSessionStore<CountingStore>();
            services?.Invoke(s);
        }, map),
        ownsApp: true);

    /// <summary>Another browser on the same site, with this one's cookies or none.</summary>
    public Browser Other(bool withCookies = false)
    {
        var other = new Browser(_app, ownsApp: false);
        foreach (var (name, value) in withCookies ? Cookies : [])
        {
            other.Cookies.Add(name, value);
        }

        return other;
    }

    public Task<string> Get(string path) => Send("GET", path);

    public Task<string> Post(string path, params (string Name, string Value)[] headers) => Send("POST", path, headers);

    /// <summary>A form, as a browser posts it from a page of this site.</summary>
    public Task<string> Submit(string path, params (string Name, string Value)[] fields) =>
        Send("POST", path, new FormUrlEncodedContent(fields.Select(static f => KeyValuePair.Create(f.Name, f.Value))));

    public Task<string> Send(string method, string path, params (string Name, string Value)[] headers) => Send(method, path, null, headers);

    /// <param name="method">The method.</param>
    /// <param name="path">From the root where it begins with a slash, else below <c>/session/</c>.</param>
    /// <param name="body">The body, or null.</param>
    /// <param name="headers">What else the browser sends.</param>
    public async Task<string> Send(string method, string path, HttpContent? body, params (string Name, string Value)[] headers)
    {
        var all = new List<(string, string)>(headers);
        if (!headers.Any(static h => h.Name == "Sec-Fetch-Site"))
        {
            all.Add(("Sec-Fetch-Site", "same-origin"));
        }

        if (Cookies.Count > 0)
        {
            all.Add(("Cookie", string.Join("; ", Cookies.Select(static c => $"{c.Key}={c.Value}"))));
        }

        Last = await _app.Send(method, path.StartsWith('/') ? path : "/session/" + path, null, body, [.. all]);
        foreach (var set in Last.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
        {
            var (name, value) = (set[..set.IndexOf('=', StringComparison.Ordinal)], set[(set.IndexOf('=', StringComparison.Ordinal) + 1)..set.IndexOf(';', StringComparison.Ordinal)]);
            if (value.Length == 0)
            {
                Cookies.Remove(name);
            }
            else
            {
                Cookies[name] = value;
            }
        }

        return await Last.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A user's only session, as the store holds it.</summary>
    public async Task<SessionRecord> Record(string userId = "1")
    {
        var session = await Sessions.ListAsync(userId, TestContext.Current.CancellationToken).SingleAsync(TestContext.Current.CancellationToken);
        Assert.True(SessionId.TryParse(session.SessionKey, out var id));
        return (await Store.FindAsync(id, TestContext.Current.CancellationToken))!;
    }

    public void Is(HttpStatusCode status) => Assert.Equal(status, Last.StatusCode);

    /// <summary>The last response is a redirect.</summary>
    public void IsSentTo(string location) => Assert.Equal((HttpStatusCode.Redirect, location), (Last.StatusCode, Location));

    public async ValueTask DisposeAsync()
    {
        if (_ownsApp)
        {
            await _app.DisposeAsync();
        }
    }
}
