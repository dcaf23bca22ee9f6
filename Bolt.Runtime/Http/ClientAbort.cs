using System;
using System.Threading;

namespace Bolt.Http;

/// <summary>
/// A client that disconnects is not a failure of the store that was being asked. ASP.NET Core lets a request whose client is gone end quietly with an
/// <see cref="OperationCanceledException"/>; a store that is interrupted may throw anything.
/// </summary>
internal static class ClientAbort
{
    public static OperationCanceledException From(Exception exception, CancellationToken aborted) => new("The client has gone away.", exception, aborted);
}
