namespace Bolt.Integration.Tests;

/// <content>What only these tests see of the store in memory.</content>
public sealed partial class CountingStore
{
    public int Count => _store.Count;
}
