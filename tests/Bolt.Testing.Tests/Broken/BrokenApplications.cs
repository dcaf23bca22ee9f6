using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bolt.Testing.Tests;

/// <summary>Applications with one mistake each, of the generator, of a verifier, or of the application itself.</summary>
internal static class BrokenApplications
{
    private static readonly Guard[] Nothing = [];

    public static IEnumerable<BrokenApplication> All { get; } =
    [
        // What is emitted.
        Emitted("the only guard is dropped", new() { Route = "/me", Guards = static _ => Nothing, Opens = true }),
        Emitted("the second guard is dropped", new() { Guards = static g => g.Count > 1 ? [g[0]] : g }),
        Emitted("the first guard is dropped", new() { Route = "/orders/{id:guid}", Guards = static g => [.. g.Skip(1)] }),
        Emitted("the last guard is dropped", new() { Route = "/orders/{id:guid}", Guards = static g => [g[0], g[1]] }),
        Emitted("every guard is dropped", new() { Guards = static _ => Nothing, Opens = true }),
        Emitted("a route without a guard is open", new() { Route = "/closed", Opens = true }),
        Emitted("decisions are not looked at", new() { Decide = static (_, _, _) => GuardResult.Allow }),
        Emitted("decisions are turned round", new() { Decide = static (_, auth, decision) => decision.IsAllowed ? GuardResult.Forbidden("turned round") : GuardResult.Allow }),
        Emitted("anyone with an identity passes", new() { Decide = static (_, auth, decision) => auth is null ? decision : GuardResult.Allow }),
        Emitted("a guard that throws lets pass", new() { Decide = static (_, auth, decision) => auth is null ? GuardResult.Allow : decision }),
        Emitted("AllowAny stands in place of the guards", new() { Route = "/admin", Guards = static _ => [new AllowAny()] }),
        Emitted("any permission is taken for all", new() { Guards = static g => [.. g.Select(static x => x is HasAllPermissions all ? new HasAnyPermission([.. ((IPermissionGuard)all).Permissions]) : x)] }),
        Emitted("all permissions are asked where one is enough", new() { Guards = static g => [.. g.Select(static x => x is HasAnyPermission any ? new HasAllPermissions([.. ((IPermissionGuard)any).Permissions]) : x)] }),
        Emitted("another permission is asked", new() { Guards = static g => [.. g.Select(static x => x is HasPermission ? new HasPermission("orders.reed") : x)] }),
        Emitted("staff passes for administrators", new() { Route = "/admin", Guards = static _ => [new IsAuthenticated()] }),
        Emitted("IsStaff stands in place of IsAdminUser", new() { Route = "/admin", Guards = static _ => [new IsStaff()] }),
        Emitted("one value of a claim is enough", new() { Guards = static g => [.. g.Select(static x => x is Requires { Match: ClaimMatch.All } r ? new Requires(r.Claim, [.. r.Values]) : x)] }),
        Emitted("a claim that must not be there may", new() { Guards = static g => [.. g.Where(static x => x is not Requires { Match: ClaimMatch.None })] }),
        Emitted("the order of backends is swapped", new() { Backends = static b => [.. b.Reverse()] }),
        Emitted("the backends are asked in the other order", new() { Order = static all => all.Reverse() }),
        Emitted("the second backend is not asked", new() { Order = static all => all.Take(1) }),
        Emitted("the second backend is missing", new() { Backends = static b => [b[0]] }),
        Emitted("another backend is asked", new() { Route = "/me", Backends = static _ => [typeof(OtherJwt)] }),
        Emitted("one more backend is asked", new() { Route = "/me", Backends = static b => [.. b, typeof(OtherJwt)] }),
        Emitted("API keys are accepted where only tokens may be", new() { Route = "/me", Backends = static b => [.. b, typeof(ApiKeyAuthentication)] }),
        Emitted("filters run before the guards", new() { First = "filters" }),
        Emitted("binding runs before the guards", new() { First = "binding" }),
        Emitted("the handler runs before the guards", new() { First = "handler" }),
        Emitted("the cross-site check is missing", new() { SkipsCrossSite = true }),
        Emitted("a caller is remembered for the next request", new() { Remembers = true }),
        Emitted("a refusal is 404", new() { Refuse = static (http, _) => Status(http, 404) }),
        Emitted("an anonymous caller is forbidden", new() { Decide = static (_, auth, decision) => auth is null && !decision.IsAllowed ? GuardResult.Forbidden("anonymous") : decision }),
        Emitted("a refusal has no problem details", new() { Route = "/me", Refuse = static (http, _) => Status(Challenge(http), 401) }),
        Emitted("a refusal has no challenge", new() { Route = "/me", Refuse = static (http, _) => Problem(http, 401, "refused") }),
        Emitted("a refusal says why", new() { Route = "/me", Refuse = static (http, _) => Problem(Challenge(http), 401, http.Request.Headers.Authorization.Count == 0 ? "no token" : "the token does not hold") }),
        Emitted("a refusal says what the caller may do", new() { Route = "/orders/{id:guid}", Refuse = static (http, _) => http.GetAuthContext() is { } auth ? Problem(http, 403, $"{auth.Permissions.Count} permissions") : Problem(Challenge(http), 401, "refused") }),
        Emitted("a refusal is an error of the server", new() { Refuse = static (_, _) => throw new InvalidOperationException("refused") }),
        Emitted("something else than the handler answers", new() { AfterGuards = static http => http.Response.WriteAsync("cached") }),

        // Verifiers.
        Verifier("alg none is accepted", static (header, _) => (string?)header["alg"] == "none"),
        Verifier("signatures are not looked at", static (header, payload) => (string?)header["alg"] != "none" && IsGood(payload)),
        Verifier("expired tokens are accepted", static (_, payload) => (long)payload["exp"]! < DateTimeOffset.UtcNow.ToUnixTimeSeconds()),
        Verifier("tokens of tomorrow are accepted", static (_, payload) => payload["nbf"] is not null),
        Verifier("any issuer is accepted", static (_, payload) => (string?)payload["iss"] == "https://bolt-test.invalid"),
        Verifier("any audience is accepted", static (_, payload) => (string?)payload["aud"] == "bolt-test"),
        Emitted("revocation is not asked", Mistake.Lax(static (_, _) => true) with { Authenticate = static (http, backend, outcome) => outcome.FailureReason == "revoked" ? Anyone(backend) : outcome }),
        Emitted("the first of two tokens is taken", new() { Authenticate = static (http, backend, outcome) => backend is JwtAuthentication && http.Request.Headers.Authorization.Count > 1 ? Anyone(backend) : outcome }),
        Emitted("whatever is behind Bearer is a token", new() { Authenticate = static (http, backend, outcome) => backend is JwtAuthentication && http.Request.Headers.Authorization.ToString().StartsWith("Bearer", StringComparison.Ordinal) ? Anyone(backend) : outcome }),
        Emitted("API keys do not expire", new() { Authenticate = static (_, backend, outcome) => backend is ApiKeyAuthentication && outcome.FailureReason?.Contains("expired", StringComparison.Ordinal) == true ? Anyone(backend) : outcome }),
        Emitted("any API key is accepted", new() { Authenticate = static (_, backend, outcome) => backend is ApiKeyAuthentication && outcome.FailureReason is not null ? Anyone(backend) : outcome }),
        Emitted("the key of a session is not looked at", new() { Authenticate = static (_, backend, outcome) => backend is SessionAuthentication && outcome.FailureReason is not null ? Anyone(backend) : outcome }),
        Emitted("every caller is an administrator", new() { Authenticate = static (_, backend, outcome) => outcome.Auth is { } auth ? AuthenticationOutcome.Success(new AuthContext(auth.UserId, backend.Name) { IsSuperuser = true, IsStaff = true, Permissions = auth.Permissions }) : outcome }),
        Emitted("every caller is the same one", new() { Authenticate = static (_, backend, outcome) => outcome.Auth is null ? outcome : Anyone(backend) }),
        Emitted("without credentials one is a guest", new() { Authenticate = static (_, backend, outcome) => outcome.Auth is null && outcome.FailureReason is null ? Anyone(backend) : outcome }),

        // The application around it.
        new("a convention puts another delegate in place of the guards") { Convention = static routes => routes.Finally(static b => b.RequestDelegate = static http => http.Response.WriteAsync("open")) },
        new("a group answers for its routes") { Group = static endpoints => Open(endpoints.MapGroup("/api").AllowAnonymous()) },
        new("a convention makes the handler the delegate for GET") { Convention = static routes => routes.Add(static b => b.RequestDelegate = static http => http.Response.WriteAsync("open")) },
        new("a route is shadowed by another endpoint") { Map = static endpoints => endpoints.MapGet("/me", static http => http.Response.WriteAsync("open")).WithOrder(-1) },
        new("middleware answers before routing") { Before = static app => app.Use(static next => http => http.Request.Path == "/me" ? http.Response.WriteAsync("open") : next(http)) },
        new("middleware answers behind routing") { Between = static app => app.Use(static next => http => http.Request.Path == "/me" ? http.Response.WriteAsync("open") : next(http)) },
        new("middleware makes 200 of refusals") { Before = static app => app.Use(static next => async http => { http.Response.OnStarting(() => { http.Response.StatusCode = http.Response.StatusCode == 401 ? 200 : http.Response.StatusCode; return Task.CompletedTask; }); await next(http); }) },
        new("middleware signs every visitor in") { Before = static app => app.Use(static next => http => { http.Request.Headers.TryAdd("X-API-Key", "0123456789abcdef0123456789abcdef"); http.Request.Headers["X-API-Key"] = "0123456789abcdef0123456789abcdef"; return next(http); }) },
        new("middleware makes GET of every method") { Before = static app => app.Use(static next => http => { http.Request.Method = http.Request.Method == "TRACE" ? "GET" : http.Request.Method; return next(http); }) },
        new("a group switches the cross-site check off") { Convention = static routes => ((IEndpointConventionBuilder)routes).DisableAntiforgery() },
        new("middleware says that every request is from this site") { Before = static app => app.Use(static next => http => { http.Request.Headers["Sec-Fetch-Site"] = "same-origin"; return next(http); }) },
        new("middleware throws for bad tokens") { Before = static app => app.Use(static next => http => http.Request.Headers.Authorization.ToString().EndsWith(".y", StringComparison.Ordinal) ? throw new FormatException("not a token") : next(http)) },
        new("a route is opened, and the record says otherwise") { Routes = [new("GET", "/me", [typeof(JwtAuthentication)], new AllowAny())], Surface = "GET /me  auth: jwt  guards: IsAuthenticated  → Bolt.Testing.Tests.HandEndpoint.Handler" },
        new("a recorded route is gone") { Routes = [new("GET", "/me", [typeof(JwtAuthentication)], new IsAuthenticated())], Surface = "GET /you  auth: jwt  guards: IsAuthenticated  → Bolt.Testing.Tests.HandEndpoint.Handler" },
    ];

    private static BrokenApplication Emitted(string name, Mistake mistake) => new(name) { Mistake = mistake };

    private static BrokenApplication Verifier(string name, Func<System.Text.Json.Nodes.JsonObject, System.Text.Json.Nodes.JsonObject, bool> takes) => new(name) { Mistake = Mistake.Lax(takes) };

    private static AuthenticationOutcome Anyone(IAuthenticationBackend backend) =>
        AuthenticationOutcome.Success(new AuthContext("anyone", backend.Name) { IsStaff = true, IsSuperuser = true, Permissions = ["orders.read", "orders.write", "orders.delete"] });

    private static bool IsGood(System.Text.Json.Nodes.JsonObject payload) =>
        (long)payload["exp"]! > DateTimeOffset.UtcNow.ToUnixTimeSeconds() && payload["nbf"] is null && (string?)payload["iss"] == "https://hand.example" && (string?)payload["aud"] == "hand";

    /// <summary>As <c>jwt</c> does.</summary>
    private static HttpContext Challenge(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return http;
    }

    private static Task Status(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static Task Problem(HttpContext http, int status, string detail)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new { status, detail }, (System.Text.Json.JsonSerializerOptions?)null, "application/problem+json");
    }

    private static RouteGroupBuilder Open(RouteGroupBuilder group)
    {
        ((IEndpointConventionBuilder)group).Finally(static b => b.RequestDelegate = static http => http.Response.WriteAsync("open"));
        return group;
    }
}
