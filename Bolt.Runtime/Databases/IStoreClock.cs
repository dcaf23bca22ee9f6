using System;
using System.Threading;
using System.Threading.Tasks;

namespace Bolt;

/// <summary>
/// A store on a server with a clock of its own. Where a store of refresh tokens or of revocation implements it, the program asks when it has started, and warns where its own clock is too far from the
/// store's: servers that agree with the store agree with each other.
/// </summary>
public interface IStoreClock
{
    /// <summary>The store's time, or null where it cannot be told.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<DateTimeOffset?> GetUtcNowAsync(CancellationToken cancellationToken);
}
