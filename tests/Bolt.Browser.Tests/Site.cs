using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Bolt.Browser.Tests;

/// <summary>The sample on Kestrel and a free port, with a database of its own and a clock that a test may move.</summary>
public sealed class Site : WebApplicationFactory<SessionsAndPages.Member>
{
    private readonly string _database = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public Site()
    {
        UseKestrel(0);
        StartServer();
        Port = ClientOptions.BaseAddress.Port;
    }

    public int Port { get; }

    /// <summary>As its visitors write it. Browsers keep a <c>__Host-</c> cookie of plain HTTP for this name only.</summary>
    public string Address => $"http://localhost:{Port}";

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
        .UseSetting("Database", _database)
        .ConfigureLogging(static l => l.ClearProviders())
        .ConfigureServices(s => s.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time)));

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        File.Delete(_database);
    }
}
