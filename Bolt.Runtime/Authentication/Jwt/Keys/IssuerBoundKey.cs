using System.Collections.Generic;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Authentication.Jwt.Keys;

/// <summary>A key that is trusted for one issuer only.</summary>
/// <param name="Key">The key.</param>
/// <param name="Issuer">The only <c>iss</c> it may sign for.</param>
/// <param name="Audiences">Accepted <c>aud</c> values; empty means not checked.</param>
/// <param name="Origin">Where it was configured, for messages.</param>
internal sealed record IssuerBoundKey(SecurityKey Key, string Issuer, IReadOnlyList<string> Audiences, string Origin);
