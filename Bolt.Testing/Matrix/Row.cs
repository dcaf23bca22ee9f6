using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Bolt.Testing.Matrix;

/// <summary>A kind of caller: a column of the report.</summary>
internal enum RowKind
{
    Anonymous = 0,
    Bad,
    Permitted,
    Lacking,
    Other,
    Site,
    Method,
}

/// <summary>One request, and what has to come of it.</summary>
/// <param name="Kind">The kind of caller.</param>
/// <param name="Caller">The caller in words: <c>an anonymous caller</c>.</param>
/// <param name="Prepare">Makes the request that caller's.</param>
/// <param name="Verdict">What has to come of it.</param>
internal sealed record Row(RowKind Kind, string Caller, Func<HttpRequestMessage, CancellationToken, ValueTask> Prepare, Verdict Verdict)
{
    /// <summary>Whose rights a session has; null for nobody's.</summary>
    public BoltTestCaller? Who { get; init; }

    /// <summary>The backend that has to accept the caller; null where none may.</summary>
    public string? Backend { get; init; }

    /// <summary>Why the request is not sent, and what to write.</summary>
    public string? NotVerifiable { get; init; }

    /// <summary>Sent with another method than the route's.</summary>
    public string? Method { get; init; }
}
