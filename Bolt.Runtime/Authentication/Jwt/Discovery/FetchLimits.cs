using System;

namespace Bolt.Authentication.Jwt.Discovery;

/// <summary>How much an issuer may cost. Stated in docs/refusals.md; the times are real time, as the network's are.</summary>
internal static class FetchLimits
{
    /// <summary>The longest a request waits for an issuer, whatever it waits for: its turn, a fetch, or another one.</summary>
    public static readonly TimeSpan MaximumWait = TimeSpan.FromSeconds(2);

    /// <summary>With a longer way to go until the minimum interval has passed, a request does not wait for its turn.</summary>
    public static readonly TimeSpan MaximumTurn = TimeSpan.FromSeconds(1);

    /// <summary>The end of a fetch: both documents, and everything an issuer may do to stretch them.</summary>
    public static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How many requests of one backend may wait at a time. The others are answered at once.</summary>
    public const int MaximumWaiting = 256;

    /// <summary>How many fetches one request waits for: the one under way when it came, which may have been too early for its key or may fail, and one more.</summary>
    public const int MaximumFetches = 2;

    /// <summary>Of each of the two documents, in bytes.</summary>
    public const int MaximumDocumentLength = 512 * 1024;

    public const int MaximumRedirects = 3;

    /// <summary>A longer list is refused whole: a token without <c>kid</c> is tried against all of it.</summary>
    public const int MaximumKeys = 512;

    /// <summary>How many unused keys one fetch logs.</summary>
    public const int MaximumComplaints = 8;
}
