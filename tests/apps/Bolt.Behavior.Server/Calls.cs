using System.Collections.Concurrent;

namespace Bolt.Behavior.Server;

/// <summary>How often what has run, by name.</summary>
internal sealed class Calls
{
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public void Count(string name) => _counts.AddOrUpdate(name, 1, static (_, n) => n + 1);

    public int this[string name] => _counts.GetValueOrDefault(name);
}
