using System;

namespace Bolt;

/// <summary>Some route does not do what its guards say. The message's first line says which and how; at most 20 such findings and the table follow.</summary>
public sealed class BoltSurfaceException : Exception
{
    internal BoltSurfaceException(BoltSurfaceReport report)
        : base(report.Explain()) => Report = report;

    internal BoltSurfaceException(string message)
        : base(message)
    {
    }

    /// <summary>Everything that was found; null where endpoints that are not Bolt's are undeclared.</summary>
    public BoltSurfaceReport? Report { get; }
}
