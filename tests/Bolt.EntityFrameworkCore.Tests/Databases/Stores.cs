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

    public static TheoryData<string, string> Cases(IEnumerable<StoreCheck> checks)
    {
        var data = new TheoryData<string, string>();
        foreach (var check in checks)
        {
            // Thousands of steps say what the rules are, not what a database does: once, where they are quickest.
            var isLong = check.Name.StartsWith("random steps", StringComparison.Ordinal);
            foreach (var kind in isLong ? [TestDatabase.File] : TestDatabase.Kinds)
            {
                if (!isLong || check.Name.Contains("seeds 1 to", StringComparison.Ordinal))
                {
                    data.Add(kind, check.Name);
                }
            }
        }

        return data;
    }
}
