using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bolt.Authentication.ApiKeys;

/// <summary>Authenticates a request. Waits, and allocates a state machine, only where a store does not complete at once.</summary>
internal sealed class ApiKeyAuthenticator(string name, ApiKeyOptions options, Func<IServiceProvider, IApiKeyStore>? getStore, TimeProvider time, ILogger logger)
{
    /// <summary>A store that returns the same <see cref="ApiKey"/> each time costs no new context per request; keys of one that does not are not kept alive.</summary>
    private readonly ConditionalWeakTable<ApiKey, ApiKeyIdentity> _stored = [];

    private volatile ApiKeyTable _table = new(options, name);

    public string Name => name;

    public CredentialHeader Header => _table.Header;

    public string Challenge => _table.Challenge;

    /// <summary>Keys that are not configured are looked up in a store.</summary>
    public bool HasStore => getStore is not null;

    /// <summary>Takes effect with the next request.</summary>
    public void Replace(ApiKeyOptions changed) => _table = new ApiKeyTable(changed, name);

    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http)
    {
        var table = _table;
        var key = ApiKeyCredentials.Find(table.Header.Read(http), table.Header.IsAuthorization, out var failure);
        if (failure is not null)
        {
            return new(AuthenticationOutcome.Failed(failure));
        }

        if (key.IsEmpty)
        {
            return new(AuthenticationOutcome.NoCredentials);
        }

        var hash = ApiKeyHash.Compute(key);
        return table.Find(hash) is { } identity ? new(identity.OutcomeAt(time.GetUtcNow()))
            : getStore is null ? new(AuthenticationOutcome.Failed(ApiKeyFailure.Unknown))
            : AskStore(http, hash);
    }

    private ValueTask<AuthenticationOutcome> AskStore(HttpContext http, in ApiKeyHash hash)
    {
        var aborted = http.RequestAborted;
        try
        {
            var answer = getStore!(http.RequestServices).FindAsync(hash.ToString(), aborted);
            return answer.IsCompletedSuccessfully ? new(Conclude(answer.Result, hash)) : AwaitAsync(answer, hash, aborted);
        }
        catch (Exception e) when (!aborted.IsCancellationRequested)
        {
            return new(Unavailable(e));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw ClientAbort.From(e, aborted);
        }
    }

    private async ValueTask<AuthenticationOutcome> AwaitAsync(ValueTask<ApiKey?> answer, ApiKeyHash hash, CancellationToken aborted)
    {
        try
        {
            return Conclude(await answer.ConfigureAwait(false), hash);
        }
        catch (Exception e) when (!aborted.IsCancellationRequested)
        {
            return Unavailable(e);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw ClientAbort.From(e, aborted);
        }
    }

    private AuthenticationOutcome Unavailable(Exception e)
    {
        ApiKeyLog.StoreFailed(logger, name, e.GetType());
        return AuthenticationOutcome.Unavailable(ApiKeyFailure.StoreUnavailable);
    }

    /// <summary>A store may compare by other rules, such as a database that ignores case: the key it found must be the one presented.</summary>
    private AuthenticationOutcome Conclude(ApiKey? found, in ApiKeyHash hash) =>
        found is not null && ApiKeyHash.TryParse(found.KeyHash, out var stored) && stored.FixedTimeEquals(hash)
            ? _stored.GetValue(found, key => new ApiKeyIdentity(key, name)).OutcomeAt(time.GetUtcNow())
            : AuthenticationOutcome.Failed(ApiKeyFailure.Unknown);
}
