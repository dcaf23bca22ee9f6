using System.Collections.Generic;

namespace Bolt;

/// <summary>Endpoint metadata: what a Bolt endpoint asks of its callers.</summary>
public interface IBoltSecurityMetadata
{
    /// <summary>
    /// The authentication backends in the order they are tried: <c>jwt</c>, <c>api_key</c>, and types of your own by their full name, <c>Shop.PartnerJwt</c>, because two may have
    /// one short name. A backend's <see cref="IAuthenticationBackend.Name"/> is only decided when the program starts, and is the short name where that is unique.
    /// </summary>
    IReadOnlyList<string> Auth { get; }

    /// <summary>The guards in the order they are evaluated, written as in source: <c>HasPermission("blog.add_article")</c>; types of your own by their full name.</summary>
    IReadOnlyList<string> Guards { get; }

    /// <summary>True when the only guard is Bolt's <see cref="AllowAny"/>; a guard of your own that is called so does not make a route public.</summary>
    bool AllowsAnonymous { get; }

    /// <summary>True when none of <see cref="Guards"/> needs an identity and the handler does: it takes an <see cref="AuthContext"/> or a user that cannot be null, so nobody else gets further than a 401.</summary>
    bool NeedsCaller => false;

    /// <summary>What each of <see cref="Guards"/> asks, in the same order. Worked out when it is first read.</summary>
    IReadOnlyList<BoltGuardInfo> Details { get; }
}
