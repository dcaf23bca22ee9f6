using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Bolt.Authentication.Jwt.Discovery;
using Bolt.Authentication.Jwt.Keys;
using Bolt.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace Bolt;

/// <summary>
/// Which tokens a <see cref="JwtAuthentication"/> accepts and what <see cref="JwtIssuer"/> issues. Configuration section <c>Bolt:Jwt</c>, or
/// <c>Bolt:&lt;type name&gt;</c> for a backend of your own type. Validated when the program starts; later changes have no effect.
/// </summary>
[SuppressMessage("Usage", "CA2227", Justification = "o.Algorithms = [\"HS256\"] is how options are written. A list that is set is copied, so that configuration can add to it.")]
public sealed class JwtOptions
{
    /// <summary>
    /// A shared secret for HS256, HS384 or HS512, taken as UTF-8: at least 32, 48 or 64 bytes (RFC 7518 §3.2). Keep it out of source code.
    /// </summary>
    public string? Secret { get; set; }

    /// <summary>
    /// Trusted keys: <see cref="JsonWebKey"/>, <see cref="SymmetricSecurityKey"/>, <see cref="RsaSecurityKey"/> (2048 bits or more),
    /// <see cref="ECDsaSecurityKey"/> or <see cref="X509SecurityKey"/>. The first one with a private part signs what <see cref="JwtIssuer"/> issues.
    /// A JWK's <c>use</c>, <c>key_ops</c> and <c>alg</c> are respected (RFC 7517 §4). Shared secrets and public keys cannot be mixed.
    /// </summary>
    public IList<SecurityKey> Keys { get; set => field = [.. value ?? throw new ArgumentNullException(nameof(value))]; } = [];

    /// <summary>
    /// An OpenID Connect issuer's address. Its keys are discovered under <c>/.well-known/openid-configuration</c>, refreshed in the background, and fetched
    /// at once when a token names a key not seen before. HTTPS, except on the loopback interface. The document found there must name this very issuer
    /// (OpenID Connect Discovery 1.0 §4.3), with or without a slash at the end.
    /// </summary>
    public string? Authority { get; set; }

    /// <summary>
    /// The discovery document's address, when it is not <see cref="Authority"/> + <c>/.well-known/openid-configuration</c>. With <see cref="Authority"/>, the document must name that
    /// issuer; without, one of <see cref="Issuers"/>; where there are none, whatever issuer it names is the trusted one.
    /// </summary>
    public string? MetadataAddress { get; set; }

    /// <summary>An issuer publishes keys for these options.</summary>
    internal bool HasAuthority => Authority is not null || MetadataAddress is not null;

    /// <summary>
    /// The algorithms a token may name, out of HS, RS, PS and ES with 256, 384 and 512. Empty: HS256 for a shared secret, RS256 for an RSA key, the curve's own
    /// for an EC key, and for a JWK with <c>alg</c> that one.
    /// </summary>
    public IList<string> Algorithms { get; set => field = [.. value ?? throw new ArgumentNullException(nameof(value))]; } = [];

    /// <summary>Accepted <c>aud</c> values; a token must name at least one of them. Empty: <c>aud</c> is not checked, and a warning at startup says so.</summary>
    public IList<string> Audiences { get; set => field = [.. value ?? throw new ArgumentNullException(nameof(value))]; } = [];

    /// <summary>Accepted <c>iss</c> values, compared exactly. Empty: the discovered issuer's, or not checked where there is none, and a warning at startup says so.</summary>
    public IList<string> Issuers { get; set => field = [.. value ?? throw new ArgumentNullException(nameof(value))]; } = [];

    /// <summary>
    /// Accepted values of the header's <c>typ</c>, such as <c>at+jwt</c>: letters in any case, with or without <c>application/</c> (RFC 7515 §4.1.9). A token must then name one of them, and
    /// <see cref="JwtIssuer"/> writes the first. Empty: <c>JWT</c>, <c>at+jwt</c> and tokens without <c>typ</c> are accepted. A logout, security-event, refresh or DPoP token is never taken for
    /// an access token unless it is named here (RFC 8725 §3.11).
    /// </summary>
    public IList<string> ValidTypes { get; set => field = [.. value ?? throw new ArgumentNullException(nameof(value))]; } = [];

    /// <summary>
    /// The request header that carries the token. In <c>Authorization</c> the scheme <c>Bearer</c> is required (RFC 6750 §2.1); in any other header it may be left out.
    /// </summary>
    public string Header { get; set; } = "Authorization";

    /// <summary>
    /// Paths on which the token may come as the query parameter <c>access_token</c> (RFC 6750 §2.3), because browsers cannot set headers there: <c>/hubs</c> for <c>/hubs</c> and what is below
    /// it, by whole segments, in any case. Only for requests that open a WebSocket and for <c>GET</c> with <c>Accept: text/event-stream</c>. A request with the header as well is refused.
    /// Empty, the default: never. Bolt writes the token nowhere; the host's own request log (<c>Microsoft.AspNetCore.Hosting.Diagnostics</c>), proxies and other logs may.
    /// </summary>
    public IList<string> QueryTokenPaths { get; set => field = [.. value ?? throw new ArgumentNullException(nameof(value))]; } = [];

    /// <summary>By how much clocks may differ: added to <c>exp</c>, subtracted from <c>nbf</c>. 30 seconds by default, at most one hour.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Refuse tokens without <c>jti</c>. Always on when a revocation store is registered.</summary>
    public bool RequireTokenId { get; set; }

    /// <summary>In characters; a longer token is refused before any work. 8192 by default.</summary>
    public int MaximumTokenLength { get; set; } = 8192;

    /// <summary>
    /// How many verified tokens are remembered, so that a repeated one need not be verified again. Each keeps its token string: about 2 KB for typical tokens, up to
    /// twice <see cref="MaximumTokenLength"/>. 4096 by default; 0 disables the cache.
    /// </summary>
    public int VerifiedTokenCacheSize { get; set; } = 4096;

    /// <summary>
    /// The claims that hold <see cref="AuthContext.Permissions"/>, all of them added up: names, or paths into nested objects such as
    /// <c>realm_access.roles</c>. The value is an array of strings, or one string with names separated by spaces, as <c>scope</c> has it.
    /// Empty: <c>permissions</c>.
    /// </summary>
    public IList<string> PermissionClaims { get; set => field = [.. value ?? throw new ArgumentNullException(nameof(value))]; } = [];

    /// <summary>The default lifetime of tokens from <see cref="JwtIssuer.CreateToken"/>. One hour by default.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often discovered keys are fetched again in the background, whether or not there are requests. One hour by default, at least one second.</summary>
    public TimeSpan KeyRefreshInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How old discovered keys may become when the issuer is unavailable: until then the last good ones are trusted, and after that its tokens get 503 with
    /// <c>Retry-After</c>. Null, the default: twice <see cref="KeyRefreshInterval"/>; never less than that interval. Keys in <see cref="Keys"/> have no age.
    /// </summary>
    public TimeSpan? MaximumKeyAge { get; set; }

    /// <summary>The least time between two fetches of keys, whatever tokens come in. Ten seconds by default, at least 100 milliseconds.</summary>
    public TimeSpan MinimumKeyRefreshInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Keys with an issuer and audiences of their own, from <c>Authentication:Schemes:Bearer</c>.</summary>
    internal List<IssuerBoundKey> IssuerKeys { get; } = [];

    /// <summary>What could not be read from configuration; reported with everything else that is wrong.</summary>
    internal OptionsProblems ConfigurationProblems { get; } = [];
}
