using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace Bolt.Testing.Tests;

/// <summary>A sample, with a secret and a database of its own.</summary>
/// <typeparam name="T">A type of the sample.</typeparam>
internal sealed class SampleFactory<T>(params (string Name, string Value)[] settings) : WebApplicationFactory<T>
    where T : class
{
    private readonly string _database = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder
            .UseSetting("Bolt:Jwt:Secret", Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N"))
            .UseSetting("Database", _database)
            .ConfigureLogging(static l => l.ClearProviders());
        foreach (var (name, value) in settings)
        {
            builder.UseSetting(name, value);
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        File.Delete(_database);
    }
}
