namespace Bolt;

/// <summary>How much an <see cref="InMemorySessionStore"/> keeps.</summary>
public sealed class InMemorySessionStoreOptions
{
    /// <summary>Octets for all sessions together, as estimated; 256 MiB.</summary>
    public long MaximumSize { get; set; } = 256L * 1024 * 1024;

    /// <summary>Octets for sessions that nobody is signed in to, which anyone can make; 64 MiB. They never take the room of the others.</summary>
    public long MaximumAnonymousSize { get; set; } = 64L * 1024 * 1024;
}
