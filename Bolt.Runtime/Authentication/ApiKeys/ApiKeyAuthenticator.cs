using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bolt.Authentication.ApiKeys;

/// <summary>What happens on a request. Waits, and builds a state machine, only where a store does not answer at once.</summary>
internal sealed class ApiKeyAuthenticator(string name, ApiKeyOptions options, Func<IServiceProvider, IApiKeyStore>? getStore, TimeProvider time, ILogger logger)
{
    /// <summary>A store that keeps its <see cref="ApiKey"/>s costs no new context on each request; one that does not is not held on to.</summary>
    private readonly ConditionalWeakTable<ApiKey, ApiKeyIdentity> _stored = [];

    private volatile ApiKeyTable _table = new(options, name);

    public string Name => name;

    public CredentialHeader Header => _table.Header;

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

    /// <summary>A store may compare by other rules than ours, such as a database that ignores case: what it found must be the presented key.</summary>
    private AuthenticationOutcome Conclude(ApiKey? found, in ApiKeyHash hash) =>
        found is not null && ApiKeyHash.TryParse(found.KeyHash, out var stored) && stored.FixedTimeEquals(hash)
            ? _stored.GetValue(found, key => new ApiKeyIdentity(key, name)).OutcomeAt(time.GetUtcNow())
            : AuthenticationOutcome.Failed(ApiKeyFailure.Unknown);
}
