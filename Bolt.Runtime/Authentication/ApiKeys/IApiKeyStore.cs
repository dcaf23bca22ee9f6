using System.Threading;
using System.Threading.Tasks;

namespace Bolt;

/// <summary>
/// Finds keys that are kept in a database. Asked for a key that is not among <see cref="ApiKeyOptions.Keys"/>. Registered with
/// <see cref="BoltApiKeyExtensions.AddApiKeyStore{TStore}"/>, scoped to the request.
/// </summary>
public interface IApiKeyStore
{
    /// <summary>
    /// The key with this hash, or null when there is none. Throws when the store is unavailable; the request is then refused with 503, unless
    /// <paramref name="cancellationToken"/> has been canceled: then the client is gone, and no failure is logged. Returning the same <see cref="ApiKey"/> each time
    /// saves creating its identity again.
    /// </summary>
    /// <param name="keyHash">The presented key's hash as <see cref="ApiKey.Hash(string)"/> makes it; compare all of it.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    ValueTask<ApiKey?> FindAsync(string keyHash, CancellationToken cancellationToken);
}
