using System;
using System.Security.Claims;
using System.Threading;
using Bolt.Authentication.Claims;
using Bolt.Authentication.Jwt.Validation;
using Bolt.Authentication.Sessions;

namespace Bolt;

/// <summary>
/// Who is calling, as found by a backend. Immutable: with the verified-token cache one instance serves every request that repeats the token.
/// </summary>
public sealed class AuthContext
{
    private const long Never = 0;

    private const long Unread = -1;

    private readonly AuthClaims _claims;
    private string? _userId;
    private string? _tokenId;
    private string? _issuer;
    private PermissionSet? _permissions;
    private ClaimsPrincipal? _principal;

    /// <summary>
    /// The id for revocation stores once it was made, the session that accepted the request, or <see cref="SessionFacts"/>: one field, because every caller by token pays for it, and
    /// a store in memory keeps the caller of each of its sessions.
    /// </summary>
    private object? _more;

    /// <summary>UTC ticks plus one, <see cref="Never"/>, or <see cref="Unread"/> while only the token knows.</summary>
    private long _expiresAt;

    /// <summary>For your own backends.</summary>
    /// <param name="userId">The caller's stable id.</param>
    /// <param name="backend">The accepting backend's <see cref="IAuthenticationBackend.Name"/>.</param>
    public AuthContext(string userId, string backend)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        ArgumentException.ThrowIfNullOrEmpty(backend);
        _userId = userId;
        Backend = backend;
        _claims = AuthClaims.Empty;
        _permissions = PermissionSet.Empty;
    }

    /// <summary>
    /// A caller that something else has authenticated, for a backend of your own: <see cref="UserId"/> is <see cref="ClaimTypes.NameIdentifier"/>, else <c>sub</c>;
    /// <see cref="Permissions"/> are the claims <c>permissions</c>; <see cref="IsStaff"/> and <see cref="IsSuperuser"/> are false. Claims and roles are the principal's
    /// (<see cref="AuthClaims.From(ClaimsPrincipal)"/>), those of identities that are not authenticated excepted. <see cref="Principal"/> is a new principal with them.
    /// </summary>
    /// <remarks>For one of ASP.NET Core's schemes derive from <see cref="SchemeAuthentication"/> or <see cref="CookieSchemeAuthentication"/> instead.</remarks>
    /// <param name="principal">The principal.</param>
    /// <param name="backend">The accepting backend's <see cref="IAuthenticationBackend.Name"/>.</param>
    /// <exception cref="ArgumentException">The principal is not authenticated or has no id.</exception>
    public static AuthContext FromPrincipal(ClaimsPrincipal principal, string backend)
    {
        ArgumentNullException.ThrowIfNull(principal);
        ArgumentException.ThrowIfNullOrEmpty(backend);
        return PrincipalCaller.TryCreate(principal, backend, null, PrincipalCaller.DefaultPermissionClaims, out var failure) ?? throw new ArgumentException($"The principal is not a caller: {failure}.", nameof(principal));
    }

    /// <summary>For tokens: what is not set here is read from the claims on first use.</summary>
    internal AuthContext(AuthClaims claims, string backend, bool isStaff, bool isSuperuser)
    {
        _claims = claims;
        Backend = backend;
        IsStaff = isStaff;
        IsSuperuser = isSuperuser;
        _expiresAt = Unread;
    }

    /// <summary>
    /// The caller's stable id: a token's <c>sub</c>, an API key's name. Empty for a token without <c>sub</c>, which RFC 7519 §4.1.2 allows: such a caller is known by its
    /// permissions only.
    /// </summary>
    public string UserId => _userId ??= _claims.ReadUserId();

    /// <summary>The backend that accepted the request: <c>jwt</c>, <c>api_key</c>, <c>session</c> or the name of your own backend.</summary>
    public string Backend { get; }

    /// <summary>The caller is staff.</summary>
    public bool IsStaff { get; init; }

    /// <summary>The caller is an administrator.</summary>
    public bool IsSuperuser { get; init; }

    /// <summary>The permissions, compared ordinally. Takes a collection expression: <c>Permissions = ["orders.read"]</c>.</summary>
    public PermissionSet Permissions
    {
        get => _permissions ??= _claims.ReadPermissions();
        init => _permissions = value;
    }

    /// <summary>The token's <c>jti</c> (RFC 7519 §4.1.7), or null.</summary>
    public string? TokenId
    {
        get => _tokenId ??= _claims.ReadTokenId();
        init => _tokenId = value;
    }

    /// <summary>The token's <c>iss</c> (RFC 7519 §4.1.1), or null.</summary>
    public string? Issuer
    {
        get => _issuer ??= _claims.ReadIssuer();
        init => _issuer = value;
    }

    /// <summary>The id that revocation stores know the token by, or null where it has none. Made once; see <see cref="Bolt.Authentication.Jwt.Validation.RevocationId"/>.</summary>
    internal string? RevocationId
    {
        get
        {
            var more = _more;
            if (more is string known)
            {
                return known;
            }

            if (more is SessionFacts facts)
            {
                return facts.RevocationId ??= MakeRevocationId();
            }

            // Requests that share the caller may have put facts there meanwhile: those stay.
            var id = MakeRevocationId();
            Interlocked.CompareExchange(ref _more, id, null);
            return id;
        }
    }

    /// <summary>What a revocation store looks for; see <see cref="ISessionRevocationStore"/>. Made once.</summary>
    public RevocationKeys RevocationKeys
    {
        get
        {
            var more = _more;
            if (more is SessionFacts { RevocationKeys: { } known })
            {
                return known;
            }

            var (sessionId, issuedAt) = _claims.ReadRevocationFacts();
            var facts = more as SessionFacts ?? new SessionFacts { RevocationId = more as string, Record = more as SessionRecord };
            var keys = new RevocationKeys(RevocationId, facts.SessionId ?? facts.Record?.Id.ToString() ?? sessionId, UserId, RevocationIssuer, facts.IssuedAt?.ToUnixTimeSeconds() ?? issuedAt);
            facts.RevocationKeys = keys;

            // Of two requests either one's facts will do: both have the same values.
            _more = facts;
            return keys;
        }
    }

    /// <summary>Whose ids a revocation store keeps the caller's under; null for this program's own.</summary>
    internal string? RevocationIssuer => _claims.IsRevokedByPlainId ? null : Issuer;

    private string? MakeRevocationId() =>
        string.IsNullOrEmpty(TokenId) ? null
        : _claims.IsRevokedByPlainId || Issuer is not { } issuer ? TokenId
        : Bolt.Authentication.Jwt.Validation.RevocationId.Qualify(issuer, TokenId);

    private SessionFacts Facts => _more as SessionFacts ?? (SessionFacts)(_more = new SessionFacts { Record = _more as SessionRecord });

    /// <summary>When the token was issued: its <c>iat</c> (RFC 7519 §4.1.6) in whole seconds, or null.</summary>
    public DateTimeOffset? IssuedAt
    {
        get => (_more as SessionFacts)?.IssuedAt ?? SessionFacts.FromSeconds(_claims.ReadRevocationFacts().IssuedAt);
        init => Facts.IssuedAt = value;
    }

    /// <summary>The session's public id, a token's <c>sid</c> (OpenID Connect Front-Channel Logout 1.0 §3), or null. Not a credential.</summary>
    public string? SessionId
    {
        get => (_more as SessionFacts)?.SessionId ?? Session?.Id.ToString() ?? _claims.GetString("sid");
        init => Facts.SessionId = value;
    }

    /// <summary>When the caller signed in: at the login of a session, or a token's <c>auth_time</c> (OpenID Connect Core 1.0 §2); else null.</summary>
    public DateTimeOffset? AuthenticatedAt
    {
        get => (_more as SessionFacts)?.AuthenticatedAt ?? Session?.Auth?.AuthenticatedAt ?? SessionFacts.ReadAuthenticationTime(_claims);
        init => Facts.AuthenticatedAt = value;
    }

    /// <summary>The session that accepted the request, or null. What it says is read from it when asked: a copy would be kept with every session.</summary>
    internal SessionRecord? Session
    {
        get => _more as SessionRecord ?? (_more as SessionFacts)?.Record;
        init => _more = value;
    }

    /// <summary>When the credential ends, or null where it does not.</summary>
    public DateTimeOffset? ExpiresAt
    {
        get => _expiresAt switch
        {
            Unread => _claims.ReadExpiry(),
            Never => null,
            var ticks => new DateTimeOffset(ticks - 1, TimeSpan.Zero),
        };
        init => _expiresAt = value is { } moment ? moment.UtcTicks + 1 : Never;
    }

    /// <summary>The verified token's claims, read when asked; empty for other credentials.</summary>
    public AuthClaims Claims
    {
        get => _claims;
        init => _claims = value;
    }

    /// <summary>
    /// The caller as a principal, built when asked; <c>HttpContext.User</c> shows the same one. Its claims <c>is_staff</c>, <c>is_superuser</c>, <c>permission</c>,
    /// <c>sub</c> and <see cref="ClaimTypes.NameIdentifier"/> have this context's values, whatever a token contains under those names. <see cref="System.Security.Principal.IIdentity.Name"/>
    /// is the token's <c>username</c>, <c>preferred_username</c> or <c>name</c>, the first that is a string and not empty, else <see cref="UserId"/>. Roles are the claims
    /// <c>role</c> and <c>roles</c>.
    /// </summary>
    /// <remarks>
    /// It may serve several requests at once, so it cannot be changed: adding to it or removing from it throws, and the identities and claims it hands out are copies, new
    /// each time. <see cref="ClaimsPrincipal.Clone"/> it for a principal of your own.
    /// </remarks>
    public ClaimsPrincipal Principal => _principal ?? KeepPrincipal();

    /// <summary>Of two threads that build it at once, both show the same one.</summary>
    private ClaimsPrincipal KeepPrincipal()
    {
        var principal = BoltPrincipal.Create(this);
        return Interlocked.CompareExchange(ref _principal, principal, null) ?? principal;
    }

    /// <summary>True when the caller holds the permission.</summary>
    /// <param name="name">The permission's name, compared ordinally.</param>
    public bool HasPermission(string name) => Permissions.Contains(name);
}
