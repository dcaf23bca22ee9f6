using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Authentication.Jwt.Issuing;
using Bolt.Testing.Hosting;
using Bolt.Testing.Matrix;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Testing.Credentials;

/// <summary>Tokens, signed with a key that the application's own backend trusts.</summary>
internal sealed class JwtCredentials : BackendCredentials
{
    private readonly TestHost _host;
    private readonly JwtOptions _options;
    private readonly TokenWriter? _writer;
    private readonly ConcurrentDictionary<string, (string Token, DateTimeOffset At)> _known = new(StringComparer.Ordinal);

    public JwtCredentials(IAuthenticationBackend backend, TestHost host)
        : base(backend)
    {
        _host = host;
        _options = host.Services.GetRequiredService<IOptionsMonitor<JwtOptions>>().Get(backend.GetType() == typeof(JwtAuthentication) ? Options.DefaultName : backend.Name);
        if (SigningKeyFactory.Create(_options) is { } key)
        {
            _writer = new TokenWriter(key.Header, input => key.Sign(input))
            {
                Issuer = _options.Issuers.FirstOrDefault(),
                Audience = _options.Audiences.FirstOrDefault(),
                PermissionClaim = _options.PermissionClaims.FirstOrDefault() ?? "permissions",
                ClockSkew = _options.ClockSkew,
            };
        }
    }

    public override string? Unknown => _writer is null ? $"no key signs for {Backend.Name}" : null;

    private bool IsAuthorization => _options.Header.Equals("Authorization", StringComparison.OrdinalIgnoreCase);

    public override Rights RightsOf(BoltTestCaller caller) => Rights.Of(caller, hasRecentLogin: !caller.Claims.ContainsKey("auth_time"));

    public override ValueTask AddAsync(HttpRequestMessage request, BoltTestCaller caller, HttpClient client, bool isMadeUp, CancellationToken cancellationToken)
    {
        Set(request, _options.Header, Value(isMadeUp ? Known(caller) : Token(caller, TokenFlaw.None)));
        return default;
    }

    public override async ValueTask<IReadOnlyList<BadCredential>> FindBadAsync(BoltTestCaller caller, HttpClient client, CancellationToken cancellationToken)
    {
        var bad = BadTokens.Create(_options.Header, IsAuthorization, flaw => Token(caller, flaw), _options.Issuers.Count > 0, _options.Audiences.Count > 0);
        if (_host.Services.GetService<IRevocationStore>() is { } store && await RevokeAsync(store, caller, cancellationToken).ConfigureAwait(false) is { } revoked)
        {
            bad.Add(new("a revoked token", request => Set(request, _options.Header, revoked)));
        }

        return bad;
    }

    public override bool SharesKeysWith(BackendCredentials other) =>
        other is JwtCredentials jwt && (Secrets(_options).Intersect(Secrets(jwt._options)).Any() || _options.Keys.Intersect(jwt._options.Keys).Any());

    /// <summary>Thousands of requests are a few callers', and an RSA signature takes its time.</summary>
    private string Known(BoltTestCaller caller)
    {
        var now = _host.Time.GetUtcNow();
        var key = caller.Key;
        if (!_known.TryGetValue(key, out var known) || now < known.At || now - known.At > TimeSpan.FromMinutes(1))
        {
            _known[key] = known = (Token(caller, TokenFlaw.None), now);
        }

        return known.Token;
    }

    private static IEnumerable<string> Secrets(JwtOptions options) =>
        options.Keys.OfType<SymmetricSecurityKey>().Select(static k => Convert.ToBase64String(k.Key)).Concat(options.Secret is { } secret ? [Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(secret))] : []);

    private string Value(string token) => IsAuthorization ? "Bearer " + token : token;

    private string Token(BoltTestCaller caller, TokenFlaw flaw) => (_writer ?? throw new InvalidOperationException(Unknown)).Write(caller, _host.Time.GetUtcNow(), flaw);

    /// <summary>As a handler does it: the caller that the backend accepted is revoked. A store that is down says nothing.</summary>
    private async Task<string?> RevokeAsync(IRevocationStore store, BoltTestCaller caller, CancellationToken cancellationToken)
    {
        using var scope = _host.Services.CreateScope();
        var value = Value(Token(caller, TokenFlaw.None));
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Request.Headers[_options.Header] = value;
#pragma warning disable CA1031 // whatever a store throws
        try
        {
            if ((await Backend.AuthenticateAsync(http).ConfigureAwait(false)).Auth is not { } auth)
            {
                return null;
            }

            await store.RevokeAsync(auth, cancellationToken).ConfigureAwait(false);
            return value;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
#pragma warning restore CA1031
    }
}
