using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Bolt.Redis.Tests;

public static class Account
{
    [BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Me(AuthContext auth) => auth.UserId;

    [BoltGet("/visits", Auth = [typeof(SessionAuthentication)], Guards = [typeof(AllowAny)])]
    public static async Task<string> Visits(BoltSession session) => (await session.GetAsync("visits", 0)).ToString(System.Globalization.CultureInfo.InvariantCulture);

    [BoltPost("/visits", Auth = [typeof(SessionAuthentication)], Guards = [typeof(AllowAny)])]
    public static async Task<string> Visit(BoltSession session)
    {
        await session.SetAsync("visits", await session.GetAsync("visits", 0) + 1);
        return "";
    }
}

internal sealed record Ada(string Id = "ada") : IBoltUser
{
    public string Username => Id;

    public bool IsStaff => false;

    public bool IsSuperuser => false;
}

internal sealed class AdaLoader : IUserLoader<Ada>
{
    public ValueTask<Ada?> FindAsync(string userId, CancellationToken cancellationToken) => new(new Ada(userId));
}

/// <summary>A server as an application has it.</summary>
internal sealed class Server : IAsyncDisposable
{
    public const string Secret = "0123456789abcdef0123456789abcdef-redis-tests";

    private readonly WebApplication _app;

    private Server(WebApplication app)
    {
        _app = app;
        Client = new() { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public LogCollector Logs => Services.GetRequiredService<LogCollector>();

    public JwtIssuer Issuer => Services.GetRequiredService<JwtIssuer>();

    public ISessionRevocationStore Revocation => Services.GetRequiredService<ISessionRevocationStore>();

    public static async Task<Server> StartAsync(int port, Action<RedisRevocationOptions>? configure = null, Action<IServiceCollection>? services = null, TimeProvider? time = null, int cacheSize = 4096)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var logs = new LogCollector();
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Information);
        builder.Services.AddSingleton(logs).AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton<IConnectionMultiplexer>(_ => Connections.Open(port));
        builder.Services.AddBolt()
            .AddJwt(o => (o.Secret, o.VerifiedTokenCacheSize) = (Secret, cacheSize))
            .AddUsers<Ada, AdaLoader>()
            .AddSessions()
            .AddRefreshTokens<Ada>()
            .AddRedisRevocation(o =>
            {
                var fast = ReplicaNode.Peaceful;
                (o.PollInterval, o.HoldTime, o.HealDelay, o.ReconnectTime) = (fast.PollInterval, fast.HoldTime, fast.HealDelay, fast.ReconnectTime);
                configure?.Invoke(o);
            })
            .AddRedisSessions()
            .AddRedisRefreshTokens();
        builder.Services.AddHealthChecks().AddBoltRevocation();
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapBolt();
        app.MapHealthChecks("/health");
        await app.StartAsync();
        return new(app);
    }

    public async Task<HttpResponseMessage> GetAsync(string path, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        return await Client.SendAsync(request);
    }

    public async Task<int> StatusAsync(string token)
    {
        using var response = await GetAsync("/me", token);
        return (int)response.StatusCode;
    }

    public async Task BecomesAsync(string token, int status)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromMinutes(1);)
        {
            if (await StatusAsync(token) == status)
            {
                return;
            }

            await Task.Delay(20);
        }

        Assert.Equal(status, await StatusAsync(token));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
