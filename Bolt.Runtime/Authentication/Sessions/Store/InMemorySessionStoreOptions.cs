using Bolt.Configuration;

namespace Bolt;

/// <summary>How much an <see cref="InMemorySessionStore"/> keeps. Read from the configuration section <c>Bolt:InMemorySessions</c>; in code set with <c>services.Configure&lt;InMemorySessionStoreOptions&gt;(…)</c>.</summary>
public sealed class InMemorySessionStoreOptions
{
    /// <summary>Octets for all sessions together, as estimated; 256 MiB.</summary>
    public long MaximumSize { get; set; } = 256L * 1024 * 1024;

    /// <summary>Octets for sessions that nobody is signed in to, which anyone can make; 64 MiB, and at most <see cref="MaximumSize"/>. They never take the room of the others.</summary>
    public long MaximumAnonymousSize { get; set; } = 64L * 1024 * 1024;

    internal OptionsProblems ConfigurationProblems { get; } = [];
}
