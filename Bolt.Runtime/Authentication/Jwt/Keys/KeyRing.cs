using System.Threading;
using System.Threading.Tasks;
using Bolt.Authentication.Jwt.Token;

namespace Bolt.Authentication.Jwt.Keys;

/// <summary>Where the trusted keys come from.</summary>
internal abstract class KeyRing
{
    /// <summary>The keys are fetched from an issuer, which may be down.</summary>
    public virtual bool IsRemote => false;

    /// <summary>The keys trusted now. What they verify is judged by them at once.</summary>
    /// <param name="now">See <see cref="NumericDate"/>.</param>
    public abstract KeySet Current(long now);

    /// <summary>True when fetching keys could turn up the one named, so that the request should wait for that.</summary>
    /// <param name="kid">The name a token gives its key; empty for a token that names none.</param>
    /// <param name="keys">The keys that do not verify the token.</param>
    /// <param name="now">See <see cref="NumericDate"/>.</param>
    public virtual bool MayFind(string kid, KeySet keys, long now) => false;

    /// <summary>Waits, within limits, until the key may be there: one fetch for every request that waits.</summary>
    /// <param name="kid">See <see cref="MayFind"/>.</param>
    /// <param name="cancellationToken">Ends the waiting, not the fetching.</param>
    public virtual ValueTask FetchAsync(string kid, CancellationToken cancellationToken) => default;
}
