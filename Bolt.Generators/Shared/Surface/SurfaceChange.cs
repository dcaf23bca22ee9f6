using System.Collections.Generic;

namespace Bolt.Shared;

/// <summary>How a route compares with what is recorded of it, from harmless to not.</summary>
internal enum SurfaceChangeKind
{
    /// <summary>The text is the same, or only the handler has another name.</summary>
    None,

    /// <summary>Written differently: the same callers get in.</summary>
    Rewritten,

    /// <summary>Nobody gets in who did not before.</summary>
    Stronger,

    /// <summary>Somebody gets in who did not before, or it cannot be told.</summary>
    Weaker,
}

/// <summary>The difference between two lines.</summary>
/// <param name="Kind">Which way it goes.</param>
/// <param name="Reasons">Why it is weaker: parts of a sentence.</param>
internal sealed record SurfaceChange(SurfaceChangeKind Kind, IReadOnlyList<string> Reasons);
