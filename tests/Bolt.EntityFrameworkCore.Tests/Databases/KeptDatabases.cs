[assembly: AssemblyFixture(typeof(Bolt.EntityFrameworkCore.Tests.KeptDatabases))]

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>Takes away what tests have used again and again.</summary>
public sealed class KeptDatabases : IAsyncLifetime
{
    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync() => await TestDatabase.DropAllAsync();
}
