using Bolt.Conformance;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>Stores as a program gets them, from services, and everything they need taken away again.</summary>
public sealed class Stores : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _made = [];

    public T Keep<T>(T made)
        where T : IAsyncDisposable
    {
        _made.Add(made);
        return made;
    }

    public ServiceProvider Services<TContext>(TestDatabase database, TimeProvider time, Action<BoltBuilder> add)
        where TContext : DbContext
    {
        var services = new ServiceCollection();
        services.AddSingleton(time);
        services.AddDbContextFactory<TContext>(database.Use);
        add(services.AddBolt());
        return Keep(services.BuildServiceProvider(validateScopes: true));
    }

    public async ValueTask DisposeAsync()
    {
        for (var i = _made.Count - 1; i >= 0; i--)
        {
            await _made[i].DisposeAsync();
        }
    }

    /// <summary>Without the thousands of random steps, which say what the rules are and not what a database does: <see cref="SessionModelTests"/> has those.</summary>
    public static TheoryData<string> Names(IEnumerable<StoreCheck> checks) => [.. Short(checks)];

    /// <summary>Shared memory of SQLite is for tests: a writer that finds a table locked sleeps 150 milliseconds there, and who is first is shown with a file. So is what a failure leaves.</summary>
    public static TheoryData<string> NamesOfOneWriter(IEnumerable<StoreCheck> checks) =>
        [.. Short(checks).Where(static n => !n.Contains("parallel", StringComparison.OrdinalIgnoreCase) && !n.Contains("rounds", StringComparison.Ordinal) && !n.Contains("against", StringComparison.Ordinal) && !n.Contains("fails", StringComparison.Ordinal))];

    private static IEnumerable<string> Short(IEnumerable<StoreCheck> checks) => checks.Select(static c => c.Name).Where(static n => !n.StartsWith("random steps", StringComparison.Ordinal));
}
