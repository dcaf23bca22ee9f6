using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Bolt.Runtime.Tests;

/// <summary>A program with refresh tokens, whose stores and users wait where a test says so.</summary>
internal sealed class RefreshHost : IDisposable
{
    private readonly JwtHost _host;

    private RefreshHost(JwtHost host, GatedRefreshStore store, GatedRevocationStore revocations, Accounts accounts, Gates gates)
    {
        _host = host;
        (Store, Revocations, Accounts, Gates) = (store, revocations, accounts, gates);
    }

    public GatedRefreshStore Store { get; }

    public GatedRevocationStore Revocations { get; }

    public Accounts Accounts { get; }

    public Gates Gates { get; }

    public FakeTimeProvider Time => _host.Time;

    public JwtIssuer Issuer => _host.Issuer;

    public IServiceProvider Services => _host.Services;

    public BoltSessions Sessions => Services.GetRequiredService<BoltSessions>();

    public static RefreshHost Create(Action<RefreshTokenOptions>? configure = null, Action<BoltBuilder>? add = null, ILoggerProvider? logs = null, Action<JwtOptions>? jwt = null)
    {
        var (gates, accounts) = (new Gates(), new Accounts());
        GatedRefreshStore? store = null;
        GatedRevocationStore? revocations = null;
        accounts.Gates = gates;
        var host = JwtHost.Create(
            options =>
            {
                options.Secret = TestKeys.Secret;
                jwt?.Invoke(options);
            },
            bolt =>
            {
                bolt.Services.AddSingleton<IUserLoader<Account>>(accounts);
                bolt.Services.AddSingleton<IRevocationStore>(services => revocations = new(new InMemoryRevocationStore(services.GetRequiredService<IOptions<RevocationOptions>>(), services.GetRequiredService<TimeProvider>()), gates));
                bolt.Services.AddSingleton<IRefreshTokenStore>(services => store = new(new InMemoryRefreshTokenStore(services.GetRequiredService<TimeProvider>()), gates));
                bolt.AddRefreshTokens<Account>(configure);
                add?.Invoke(bolt);
            },
            logs: logs);
        _ = host.Issuer;
        return new(host, store!, revocations!, accounts, gates);
    }

    public async Task<TokenPair> SignIn(string user = "alice", SignIn? signIn = null) => await Issuer.CreatePairAsync(Accounts.Get(user), signIn, TestContext.Current.CancellationToken);

    public async Task<TokenPair?> Refresh(string token) => await Issuer.RefreshAsync(token, TestContext.Current.CancellationToken);

    public bool Accepts(TokenPair pair) => _host.Authenticate(pair.AccessToken).Succeeded;

    public AuthContext Caller(TokenPair pair) => _host.Authenticate(pair.AccessToken).Auth!;

    /// <summary>Alive: it refreshes. Ends nothing, because it is used in time.</summary>
    public async Task<bool> IsAlive(TokenPair pair) => Store.Inner.FindAsync(pair.SessionId, default).Result is not null && await Refresh(pair.RefreshToken) is not null;

    public async Task<List<SessionInfo>> List(string user = "alice")
    {
        var sessions = new List<SessionInfo>();
        await foreach (var session in Sessions.ListAsync(user, TestContext.Current.CancellationToken))
        {
            sessions.Add(session);
        }

        return sessions;
    }

    public void Dispose()
    {
        Store.Inner.Dispose();
        Revocations.Inner.Dispose();
        _host.Dispose();
    }
}

internal sealed class Account(string id) : IBoltUser, ISessionStamp
{
    public string Id { get; } = id;

    public string Username => Id;

    public bool IsStaff { get; set; }

    public bool IsSuperuser => false;

    public string SessionStamp { get; set; } = "1";
}

internal sealed class Accounts : IUserLoader<Account>
{
    private readonly ConcurrentDictionary<string, Account> _all = new();

    public Gates Gates { get; set; } = null!;

    public HashSet<string> Locked { get; } = [];

    public Exception? Failure { get; set; }

    public Account Get(string id) => _all.GetOrAdd(id, static i => new Account(i));

    public async ValueTask<Account?> FindAsync(string userId, CancellationToken cancellationToken)
    {
        await Gates.Pass("user").ConfigureAwait(false);
        return Failure is not null ? throw Failure : Locked.Contains(userId) ? null : Get(userId);
    }
}

/// <summary>Where calls wait: a test lets one of them go on at a time.</summary>
internal sealed class Gates
{
    public Func<string, Task>? OnPass { get; set; }

    /// <summary>Before a call reaches its store, and once it has done its work: either may throw, as a connection does that breaks.</summary>
    public Action<string>? Before { get; set; }

    public Action<string>? After { get; set; }

    public ValueTask Pass(string call)
    {
        Before?.Invoke(call);
        return OnPass is { } wait ? new(wait(call)) : default;
    }
}

internal sealed class GatedRefreshStore(InMemoryRefreshTokenStore inner, Gates gates) : IRefreshTokenStore
{
    private int _writes;

    public InMemoryRefreshTokenStore Inner => inner;

    public int Writes => _writes;

    public int Reads { get; private set; }

    public Exception? Failure { get; set; }

    public async ValueTask CreateAsync(RefreshFamily family, CancellationToken cancellationToken)
    {
        await Enter("create").ConfigureAwait(false);
        await inner.CreateAsync(family, cancellationToken).ConfigureAwait(false);
        gates.After?.Invoke("create");
    }

    public async ValueTask<RefreshFamily?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await Enter("find").ConfigureAwait(false);
        Reads++;
        return Left("find", await inner.FindAsync(id, cancellationToken).ConfigureAwait(false));
    }

    public async ValueTask<bool> TryReplaceAsync(RefreshFamily next, int expectedGeneration, CancellationToken cancellationToken)
    {
        await Enter("replace").ConfigureAwait(false);
        var won = await inner.TryReplaceAsync(next, expectedGeneration, cancellationToken).ConfigureAwait(false);
        if (won)
        {
            Interlocked.Increment(ref _writes);
        }

        return Left("replace", won);
    }

    public async ValueTask<bool> EndAsync(string id, DateTimeOffset endedAt, RefreshEndReason reason, CancellationToken cancellationToken)
    {
        await Enter("end").ConfigureAwait(false);
        return Left("end", await inner.EndAsync(id, endedAt, reason, cancellationToken).ConfigureAwait(false));
    }

    public async IAsyncEnumerable<RefreshFamily> ListAsync(string userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        gates.Before?.Invoke("list");
        await foreach (var family in inner.ListAsync(userId, cancellationToken).ConfigureAwait(false))
        {
            yield return family;
        }
    }

    public async ValueTask<long> GenerationAsync(string userId, CancellationToken cancellationToken)
    {
        await Enter("generation").ConfigureAwait(false);
        return Left("generation", await inner.GenerationAsync(userId, cancellationToken).ConfigureAwait(false));
    }

    public async ValueTask<long> EndGenerationAsync(string userId, CancellationToken cancellationToken)
    {
        await Enter("raise").ConfigureAwait(false);
        return Left("raise", await inner.EndGenerationAsync(userId, cancellationToken).ConfigureAwait(false));
    }

    private T Left<T>(string call, T result)
    {
        gates.After?.Invoke(call);
        return result;
    }

    private async Task Enter(string call)
    {
        await gates.Pass(call).ConfigureAwait(false);
        if (Failure is not null)
        {
            throw Failure;
        }
    }
}

internal sealed class GatedRevocationStore(InMemoryRevocationStore inner, Gates gates) : ISessionRevocationStore
{
    public InMemoryRevocationStore Inner => inner;

    public ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken cancellationToken) => inner.IsRevokedAsync(tokenId, cancellationToken);

    public async ValueTask<bool> IsRevokedAsync(AuthContext token, CancellationToken cancellationToken)
    {
        await gates.Pass("is revoked").ConfigureAwait(false);
        return await inner.IsRevokedAsync(token, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken) => inner.RevokeAsync(tokenId, expiresAt, cancellationToken);

    public async ValueTask RevokeSessionAsync(string sessionId, DateTimeOffset expiresAt, string? issuer = null, CancellationToken cancellationToken = default)
    {
        await gates.Pass("revoke").ConfigureAwait(false);
        await inner.RevokeSessionAsync(sessionId, expiresAt, issuer, cancellationToken).ConfigureAwait(false);
        gates.After?.Invoke("revoke");
    }

    public async ValueTask RevokeUserAsync(string userId, DateTimeOffset issuedBefore, string? issuer = null, CancellationToken cancellationToken = default)
    {
        await gates.Pass("revoke user").ConfigureAwait(false);
        await inner.RevokeUserAsync(userId, issuedBefore, issuer, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask RevokeEveryoneAsync(DateTimeOffset issuedBefore, string? issuer = null, CancellationToken cancellationToken = default) => inner.RevokeEveryoneAsync(issuedBefore, issuer, cancellationToken);

    public async ValueTask<DateTimeOffset?> NotBeforeAsync(string? userId, string? issuer = null, CancellationToken cancellationToken = default)
    {
        await gates.Pass("not before").ConfigureAwait(false);
        return await inner.NotBeforeAsync(userId, issuer, cancellationToken).ConfigureAwait(false);
    }
}
