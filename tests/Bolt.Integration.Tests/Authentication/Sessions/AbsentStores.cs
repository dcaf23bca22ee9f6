namespace Bolt.Integration.Tests;

/// <summary>Stands for the client of a store.</summary>
internal interface IStoreServer;

/// <summary>A store whose client nobody registered.</summary>
internal sealed class StoreOfServer(IStoreServer server) : AbsentStore
{
    public IStoreServer Server => server;
}

/// <summary>A store whose folder is not there.</summary>
internal sealed class StoreInFolder : AbsentStore
{
    public StoreInFolder() => throw new DirectoryNotFoundException("no such folder");
}

/// <summary>Never asked: the program does not start with it.</summary>
internal abstract class AbsentStore : ISessionStore
{
    public ValueTask<SessionRecord?> FindAsync(SessionId id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<bool> CreateAsync(SessionRecord record, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<SessionWrite> ApplyAsync(SessionId id, int epoch, SessionChanges changes, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<ReadOnlyMemory<byte>?> TakeAsync(SessionId id, int epoch, string name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<SessionWrite> RotateAsync(SessionId id, SecretHash from, SessionRotation rotation, SessionChanges changes, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask TouchAsync(SessionId id, int epoch, DateTimeOffset seen, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<bool> DeleteAsync(SessionId id, string? userId, long? generation, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<SessionRecord> ListAsync(string backend, string userId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<SessionGeneration> GenerationAsync(string backend, string userId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<SessionGeneration> EndGenerationAsync(string backend, string userId, SessionId? except, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask PurgeAsync(DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();
}
