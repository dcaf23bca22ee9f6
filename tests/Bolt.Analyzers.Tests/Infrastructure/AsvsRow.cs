namespace Bolt.Analyzers.Tests;

/// <summary>One requirement of the OWASP ASVS 5.0.0.</summary>
/// <param name="Id">Chapter, section and number.</param>
/// <param name="Asks">What it asks for, in short and in our words.</param>
/// <param name="Mechanism">What Bolt does.</param>
/// <param name="Tests">The test classes that show it.</param>
internal sealed record AsvsRow(string Id, string Asks, string Mechanism, params string[] Tests)
{
    public static IReadOnlyList<AsvsRow> All { get; } =
    [
        new("2.2.2", "input is validated on the server", "validation attributes are checked before the handler runs", "ValidationTests", "UnseenValidationTests"),
        new("3.3.1", "cookies are `Secure`", "the session cookie is `__Host-` and `Secure`", "SessionCookieTests", "SessionBehaviorTests"),
        new("3.3.2", "`SameSite` fits the cookie's purpose", "the session cookie is `SameSite=Lax`; the cross-site check does not rely on it", "SessionBehaviorTests", "CrossSiteTests"),
        new("3.3.3", "cookies have the prefix `__Host-`", "the session cookie's name starts with it, and options with another name stop the program", "SessionStartTests", "SessionCookieTests"),
        new("3.3.4", "scripts cannot read session tokens", "the session cookie is `HttpOnly`, and its value is sent in `Set-Cookie` only", "SessionBehaviorTests"),
        new("3.5.1", "requests of other sites are recognized", "where a cookie was accepted: `Sec-Fetch-Site`, else `Origin`, else 403", "CrossSiteTests", "CrossSiteSchemeTests"),
        new("3.5.3", "safe methods change nothing", "logins and writes to a session are refused on safe methods; a method that middleware changes is checked as both", "SessionLoginTests", "MethodChangeTests", "LoginOnSafeMethodTests"),
        new("3.7.2", "redirects lead to no other site", "`next`, `LoginUrl` and `GuardResult.Redirect` are paths on this site", "RedirectTests", "LoginPageTests", "ForeignLoginUrlTests"),
        new("4.2.1", "the boundaries of messages are clear", "no handler reads a body where HTTP gives it no meaning", "InvalidBodyTests"),
        new("4.4.2", "`Origin` is checked when a WebSocket is opened", "a request that opens one is checked like any that may change something", "CrossSiteSchemeTests", "HubTests"),
        new("7.2.1", "sessions are verified on the server", "the cookie is a reference; the store decides", "SessionBehaviorTests", "SessionStoreTests"),
        new("7.2.3", "reference tokens have 128 random bits", "a public id of 128 bits and a secret of 256, from the platform's generator", "SessionCookieTests"),
        new("7.2.4", "a login gives a new token and ends the old one", "login, changed rights and `CycleKeyAsync` give a new secret", "SessionLoginTests", "SessionExplorerTests"),
        new("7.3.1", "sessions end when they are not used", "`IdleTimeout`", "InMemorySessionStoreTests", "SessionBehaviorTests"),
        new("7.3.2", "sessions end after a greatest time", "`AbsoluteTimeout`, which nothing lengthens but a login", "SessionBehaviorTests", "SessionRowTests"),
        new("7.4.1", "an ended session is of no use", "the store forgets it; revoked tokens are refused from the moment the store knows", "SessionExplorerTests", "RevocationTests"),
        new("7.4.3", "a changed password ends other sessions", "`ISessionStamp`, `EndAllAsync`", "SessionLoginTests", "SessionExplorerTests"),
        new("7.4.5", "administrators can end a user's sessions", "`BoltSessions.EndAllAsync`, `ISessionRevocationStore`", "SessionLoginTests", "RevocationLevelTests"),
        new("7.5.2", "users see and end their sessions", "`BoltSessions.ListAsync` and `EndAsync`", "SessionRowTests", "SessionLoginTests"),
        new("7.5.3", "what is sensitive asks to sign in again", "`[RecentLogin]`", "LoginTests"),
        new("8.1.1", "who may call what is written down", "`BoltSurface.txt` is that document, and the compiler keeps it; `UndeclaredEndpoints` finds what is in no document", "SurfaceEmissionTests", "SurfaceOrderTests", "UndeclaredEndpointTests"),
        new("8.2.1", "functions are for callers with explicit permissions", "guards on every route, and 403 without one", "MatrixTests", "LevelTests", "RouteWithoutGuardTests", "UndeclaredEndpointTests"),
        new("8.2.2", "objects are for callers with explicit permissions", "guards that look at the resource; a rule for routes that look at no caller", "GuideClaimTests", "UncheckedObjectAccessTests"),
        new("8.3.1", "authorization is enforced on the server", "checks are generated in front of the handler, and a proof over the emitted code shows that none is missing", "DominanceTests", "MatrixTests"),
        new("8.3.2", "changes of rights take effect at once", "revocation, `RefreshLoginAsync`, users loaded with each request", "RevocationTests", "RevocationLevelTests", "SessionLoginTests"),
        new("9.1.1", "signatures are verified before anything is believed", "the payload is read after the signature verified", "AttackCorpusTests", "WycheproofTests"),
        new("9.1.2", "algorithms are on a list", "from configuration, bound to the key; never `none`", "AlgorithmTests", "AttackCorpusTests", "UnsoundAlgorithmsTests"),
        new("9.1.3", "keys come from trusted sources", "`jku`, `jwk`, `x5u` and `x5c` are ignored; a key belongs to its issuer", "AttackCorpusTests", "KidTests", "DiscoveryTests"),
        new("9.2.1", "tokens count within their time", "`exp` is required, `nbf` and `iat` are checked", "TokenRuleTests", "RevocationExpiryTests"),
        new("9.2.2", "tokens are of the right kind", "`typ`: logout, refresh, DPoP and security-event tokens are refused", "TokenTypeTests"),
        new("9.2.3", "tokens are for this service", "a configured audience has to be there", "TokenRuleTests"),
        new("10.3.1", "access tokens are for this service", "as 9.2.3", "TokenRuleTests"),
        new("10.3.4", "the login was recent enough", "`[RecentLogin]` reads `auth_time`", "LoginTests"),
        new("10.4.5", "replayed refresh tokens are found", "rotation; a token that is used again ends its family", "RefreshTokenTests", "RefreshModelTests"),
        new("10.4.8", "refresh tokens end after a greatest time", "`AbsoluteTimeout` of the family", "RefreshTokenTests"),
        new("10.5.3", "an issuer's document names that issuer", "`issuer` has to equal the authority", "IssuerNameTests", "IssuerFaultTests"),
        new("13.3.1", "secrets are kept in a vault", "a rule for secrets in source; options are read from configuration", "SecretInSourceTests"),
        new("13.4.2", "debugging aids are off in production", "`ExplainRefusals` explains in Development and on the same machine only; no setting switches it on elsewhere", "ExplanationTests"),
        new("13.4.5", "documents and monitoring are exposed on purpose only", "`UndeclaredEndpoints` names OpenAPI documents and health checks that say nothing of their callers", "UndeclaredEndpointTests"),
        new("14.3.2", "responses with sensitive data are not stored", "`no-store` where the credential is not `Authorization`; the output cache keeps nothing of a guarded route", "StoringTests", "FallbackPolicyTests"),
        new("16.2.5", "credentials are not logged", "no token, key or cookie is in any log, metric, trace or response", "SecretsTests"),
        new("16.3.1", "authentication is logged", "events and metrics for every failure and login", "FailureLogTests", "SessionEventTests", "ObservabilityTests"),
        new("16.3.2", "refused authorization is logged", "each refusal with route, guard and reason", "FailureLogTests", "ObservabilityTests"),
        new("16.5.1", "errors say nothing of the inside", "every refusal of one status is the same bytes", "AnswerTests", "TokenTests"),
        new("16.5.2", "a failing store opens nothing", "503 with `Retry-After`", "RevocationTests", "SessionUnavailableTests"),
        new("16.5.3", "an exception opens nothing", "a guard or backend that throws ends the request before the handler", "MatrixTests"),
    ];
}
