using System;
using System.Threading;
using System.Threading.Tasks;

namespace Bolt.Databases;

/// <summary>A store with rows that end.</summary>
internal interface ICleanable
{
    /// <summary>Removes about 1,000 rows that ended earlier, the oldest first; true where there may be more.</summary>
    Task<bool> RemoveEndedAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
