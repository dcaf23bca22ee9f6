using System;
using System.Collections.Generic;

namespace Bolt;

/// <summary>How <see cref="BoltSurfaceTests"/> asks a real server.</summary>
public sealed class BoltServerTestOptions
{
    /// <summary>What stands in front of every pattern: the prefix of a group, or of a proxy. <c>/api</c>.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>
    /// Also send requests that must be refused and that would change something if they were not: <c>POST</c>, <c>PUT</c>, <c>PATCH</c>, <c>DELETE</c>. Their values name nothing that exists.
    /// </summary>
    public bool SendUnsafe { get; set; }

    /// <summary>Also send requests that should pass, <c>GET</c> only. Their handlers run.</summary>
    public bool SendPermitted { get; set; }

    /// <summary>See <see cref="BoltTestOptions.Values"/>.</summary>
    public IDictionary<string, string> Values { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
