using System.Threading;
using System.Threading.Tasks;

namespace Bolt;

/// <summary>Where the trusted keys come from.</summary>
internal abstract class KeyRing
{
    /// <summary>The keys trusted now, or null while none have been fetched yet.</summary>
    /// <param name="now">See <see cref="NumericDate"/>.</param>
    public abstract KeySet? Current(long now);

    /// <summary>True when fetching keys could turn up the one named, so that the request should wait for that.</summary>
    /// <param name="kid">The name a token gives its key; null to ask for keys at all.</param>
    /// <param name="now">See <see cref="NumericDate"/>.</param>
    public virtual bool MayFind(string? kid, long now) => false;

    /// <summary>Fetches keys, together with every other request that waits for them.</summary>
    /// <param name="kid">See <see cref="MayFind"/>.</param>
    /// <param name="cancellationToken">Ends the waiting, not the fetching.</param>
    public virtual ValueTask<KeySet?> FetchAsync(string? kid, CancellationToken cancellationToken) => default;
}
