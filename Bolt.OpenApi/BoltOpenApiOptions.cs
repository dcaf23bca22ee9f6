using System;
using System.Collections.Generic;
using Microsoft.OpenApi;

namespace Bolt;

/// <summary>How Bolt's endpoints are described.</summary>
public sealed class BoltOpenApiOptions
{
    /// <summary>The guards of a route are named at the end of its description; on.</summary>
    public bool Explain { get; set; } = true;

    /// <summary>
    /// Operations name the response 503. By default those do whose backends ask another system: a store of revoked tokens, sessions or keys, an issuer.
    /// </summary>
    public bool? Unavailable { get; set; }

    /// <summary>
    /// The security schemes of backends by their names in <see cref="IBoltSecurityMetadata.Auth"/>, such as <c>jwt</c> or <c>Shop.PartnerJwt</c>. For backends of your own, and to say more of
    /// Bolt's; a backend without one here is described by what it says of itself (<see cref="ICredentialMetadata"/>), else as an HTTP scheme with the name in its challenge.
    /// </summary>
    public IDictionary<string, IOpenApiSecurityScheme> Schemes { get; } = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
}
