using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Bolt.Runtime.Tests;

/// <summary>A program's services with JWTs, and requests to its backends.</summary>
internal sealed class JwtHost : IDisposable
{
    private readonly ServiceProvider _services;

    private JwtHost(ServiceProvider services, FakeTimeProvider time)
    {
        _services = services;
        Time = time;
    }

    public static DateTimeOffset Start { get; } = new(2025, 6, 15, 12, 0, 0, TimeSpan.Zero);

    public FakeTimeProvider Time { get; }

    public IServiceProvider Services => _services;

    public JwtAuthentication Jwt => _services.GetRequiredService<JwtAuthentication>();

    public JwtIssuer Issuer => _services.GetRequiredService<JwtIssuer>();

    public static JwtHost Create(
        Action<JwtOptions>? configure = null,
        Action<BoltBuilder>? add = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        string environment = "Production",
        ILoggerProvider? logs = null)
    {
        var time = new FakeTimeProvider(Start);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = environment });
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings ?? new Dictionary<string, string?>()).Build());
        if (logs is not null)
        {
            services.AddLogging(builder => builder.AddProvider(logs));
        }

        var bolt = services.AddBolt().AddJwt(configure);
        add?.Invoke(bolt);
        return new JwtHost(services.BuildServiceProvider(), time);
    }

    public static DefaultHttpContext Request(params string[] authorization)
    {
        var http = new DefaultHttpContext();
        if (authorization.Length > 0)
        {
            http.Request.Headers.Authorization = authorization;
        }

        return http;
    }

    public ValueTask<AuthenticationOutcome> AuthenticateAsync(string token) => Jwt.AuthenticateAsync(Request("Bearer " + token));

    public AuthenticationOutcome Authenticate(string token) => AuthenticateAsync(token).AsTask().GetAwaiter().GetResult();

    public void Dispose() => _services.Dispose();
}
