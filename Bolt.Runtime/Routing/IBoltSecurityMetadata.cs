using System.Collections.Generic;

namespace Bolt;

/// <summary>Endpoint metadata: what a Bolt endpoint asks of its callers.</summary>
public interface IBoltSecurityMetadata
{
    /// <summary>The authentication backends in the order they are tried: <c>jwt</c>, <c>api_key</c>, or the type's name.</summary>
    IReadOnlyList<string> Auth { get; }

    /// <summary>The guards in the order they are evaluated, written as in source: <c>HasPermission("blog.add_article")</c>.</summary>
    IReadOnlyList<string> Guards { get; }

    /// <summary>True when the only guard is <c>AllowAny</c>.</summary>
    bool AllowsAnonymous { get; }
}
