using System.Text;
using System.Text.Json.Nodes;
using Bolt.Endpoints;
using Microsoft.AspNetCore.Http;

namespace Bolt.Testing.Tests;

/// <summary>What one route asks: the facts that generated code publishes.</summary>
internal sealed record HandRoute(string Method, string Pattern, Type[] Auth, params object[] Guards)
{
    private static readonly string[] NoMethods = [];

    public BoltRouteInfo Info { get; } = new(
        Method == "*" ? NoMethods : [Method],
        Pattern,
        "Bolt.Testing.Tests.HandEndpoint.Handler",
        [.. Auth.Select(NameOf)],
        [.. Guards.Select(TextOf)],
        allowsAnonymous: Guards is [AllowAny],
        checks: [.. Guards.Select(static g => g is AllowAny ? null : g)]);

    private static string NameOf(Type backend) =>
        backend == typeof(JwtAuthentication) ? "jwt" : backend == typeof(ApiKeyAuthentication) ? "api_key" : backend == typeof(SessionAuthentication) ? "session" : backend.FullName!;

    private static string TextOf(object guard) => guard switch
    {
        HasPermission one => $"HasPermission(\"{one.Permission}\")",
        HasAllPermissions all => $"HasAllPermissions({Quoted(((IPermissionGuard)all).Permissions)})",
        HasAnyPermission any => $"HasAnyPermission({Quoted(((IPermissionGuard)any).Permissions)})",
        Requires requires => $"Requires({Quoted([requires.Claim, .. requires.Values])}{(requires.Match == ClaimMatch.Any ? "" : $", Match = Bolt.ClaimMatch.{requires.Match}")})",
        _ => guard.GetType().Name,
    };

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(static n => $"\"{n}\""));
}

/// <summary>
/// What the generator writes for a route, by hand and step by step, so that each step can be left out or done wrong. <see cref="BoltEndpoint"/> is the real one.
/// </summary>
internal sealed class HandEndpoint : BoltEndpoint
{
    private readonly List<IAuthenticationBackend> _backends = [];
    private readonly IReadOnlyList<object> _guards;
    private readonly Mistake _mistake;
    private AuthContext? _remembered;

    public HandEndpoint(BoltMapper mapper, HandRoute route, Mistake mistake)
        : base(mapper, route.Info)
    {
        _mistake = mistake;
        _guards = mistake.Guards?.Invoke(route.Guards) ?? route.Guards;
        foreach (var backend in mistake.Backends?.Invoke(route.Auth) ?? route.Auth)
        {
            if (backend == typeof(SessionAuthentication))
            {
                CookieBackend<SessionAuthentication>(mapper, out var session);
                _backends.Add(session);
            }
            else if (backend == typeof(ApiKeyAuthentication))
            {
                Backend<ApiKeyAuthentication>(mapper, out var key);
                _backends.Add(key);
            }
            else if (backend == typeof(OtherJwt))
            {
                Backend<OtherJwt>(mapper, out var other);
                _backends.Add(other);
            }
            else
            {
                Backend<JwtAuthentication>(mapper, out var jwt);
                _backends.Add(jwt);
            }
        }
    }

    public static string Handler() => "handled";

    protected override async Task Invoke(HttpContext http)
    {
        if (_mistake.First == "handler" || (_mistake.First == "filters" && HasFilters))
        {
            await (HasFilters && _mistake.First == "filters" ? RunFilters(EndpointFilterInvocationContext.Create(http)) : http.Response.WriteAsync(Handler()));
            return;
        }

        if (_mistake.First == "binding" && !http.Request.Query.ContainsKey("page"))
        {
            await Invalid(http, "page", "query");
            return;
        }

        AuthContext? auth = null;
        foreach (var i in _mistake.Order?.Invoke([.. Enumerable.Range(0, _backends.Count)]) ?? Enumerable.Range(0, _backends.Count))
        {
            if (auth is not null)
            {
                break;
            }

            var outcome = await _backends[i].AuthenticateAsync(http);
            outcome = _mistake.Authenticate?.Invoke(http, _backends[i], outcome) ?? outcome;
            auth = Accept(http, i, outcome);
            if (auth is not null && _backends[i] is ICookieAuthenticationBackend && !_mistake.SkipsCrossSite && CrossSite(http) is { } reason)
            {
                await Deny(http, auth, reason);
                return;
            }
        }

        if (_mistake.Remembers)
        {
            auth = _remembered ??= auth;
        }

        if (_guards.Count == 0 && !_mistake.Opens)
        {
            await Deny(http, null, default, NoGuard);
            return;
        }

        for (var i = 0; i < _guards.Count; i++)
        {
            if (_guards[i] is AllowAny)
            {
                continue;
            }

            var decision = ((Guard)_guards[i]).Evaluate(new GuardContext(http, auth, Time));
            decision = _mistake.Decide?.Invoke(http, auth, decision) ?? decision;
            if (!decision.IsAllowed)
            {
                if (_mistake.Refuse is { } refuse)
                {
                    await refuse(http, decision);
                    return;
                }

                await Deny(http, auth, decision, i < Info.Guards.Count ? i : NoGuard);
                return;
            }
        }

        Allowed(http);
        if (_mistake.AfterGuards is { } after)
        {
            await after(http);
            return;
        }

        await (HasFilters ? RunFilters(EndpointFilterInvocationContext.Create(http)) : http.Response.WriteAsync(Handler()));
    }

    protected override ValueTask<object?> Call(EndpointFilterInvocationContext context) => new(Handler());
}

/// <summary>What is wrong with an emitted endpoint.</summary>
internal sealed record Mistake
{
    public static Mistake None { get; } = new();

    public Func<IReadOnlyList<object>, IReadOnlyList<object>>? Guards { get; init; }

    public Func<Type[], Type[]>? Backends { get; init; }

    /// <summary>The backends are there, and asked in this order.</summary>
    public Func<int[], IEnumerable<int>>? Order { get; init; }

    /// <summary>A backend's word is changed: what a broken verifier does.</summary>
    public Func<HttpContext, IAuthenticationBackend, AuthenticationOutcome, AuthenticationOutcome>? Authenticate { get; init; }

    public Func<HttpContext, AuthContext?, GuardResult, GuardResult>? Decide { get; init; }

    public Func<HttpContext, GuardResult, Task>? Refuse { get; init; }

    public Func<HttpContext, Task>? AfterGuards { get; init; }

    public string? First { get; init; }

    public bool SkipsCrossSite { get; init; }

    public bool Remembers { get; init; }

    public bool Opens { get; init; }

    /// <summary>Only on this route.</summary>
    public string? Route { get; init; }

    /// <summary>A verifier that takes what the real one refuses, where this says so of the token.</summary>
    public static Mistake Lax(Func<JsonObject, JsonObject, bool> takes) => new()
    {
        Authenticate = (http, backend, outcome) =>
        {
            if (backend is not JwtAuthentication || outcome.Auth is not null || http.Request.Headers.Authorization.FirstOrDefault()?.Split(' ')[^1].Split('.') is not { Length: 3 } parts)
            {
                return outcome;
            }

            try
            {
                var (header, payload) = (Read(parts[0]), Read(parts[1]));
                return takes(header, payload)
                    ? AuthenticationOutcome.Success(new AuthContext((string)payload["sub"]!, backend.Name) { IsSuperuser = (bool)payload["is_superuser"]!, Permissions = [.. payload["permissions"]!.AsArray().Select(static p => (string)p!)] })
                    : outcome;
            }
            catch (Exception e) when (e is FormatException or System.Text.Json.JsonException)
            {
                return outcome;
            }
        },
    };

    private static JsonObject Read(string segment) => JsonNode.Parse(Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(segment)))!.AsObject();
}

public sealed class OtherJwt : JwtAuthentication;
