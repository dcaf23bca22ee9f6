using Bolt.Authentication.Jwt.Validation;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Runtime.Tests;

/// <summary>With a store, every accepted token is checked, remembered or not; a store that cannot be asked means no access.</summary>
public sealed class RevocationTests
{
    private static readonly string Token = TestKeys.Token(TestKeys.Payload("\"jti\":\"token-1\""));

    private static JwtHost Host(Store store, int cacheSize = 64) => JwtHost.Create(
        options =>
        {
            options.Secret = TestKeys.Secret;
            options.VerifiedTokenCacheSize = cacheSize;
        },
        bolt => bolt.Services.AddSingleton<IRevocationStore>(store));

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    public void Revoked_token_is_refused_at_once_remembered_or_not(int cacheSize)
    {
        var store = new Store();
        using var host = Host(store, cacheSize);
        Assert.True(host.Authenticate(Token).Succeeded);
        Assert.True(host.Authenticate(Token).Succeeded);
        Assert.Equal(["token-1", "token-1"], store.Asked);
        store.Revoked.Add("token-1");
        Assert.Equal(JwtFailure.Revoked, host.Authenticate(Token).FailureReason);
        store.Revoked.Clear();
        Assert.True(host.Authenticate(Token).Succeeded);
    }

    [Fact]
    public void Store_makes_an_id_required()
    {
        var store = new Store();
        using var host = Host(store);
        Assert.Equal(JwtFailure.NoTokenId, host.Authenticate(TestKeys.Token(TestKeys.Payload())).FailureReason);
        Assert.Equal(JwtFailure.Signature, host.Authenticate(Token[..^4] + "AAAA").FailureReason);
        Assert.Empty(store.Asked);
    }

    /// <summary>An empty id names no token, and cannot be revoked.</summary>
    [Fact]
    public void Empty_id_is_no_id()
    {
        var empty = TestKeys.Token(TestKeys.Payload("\"jti\":\"\""));
        var store = new Store();
        using (var host = Host(store))
        {
            Assert.Equal(JwtFailure.NoTokenId, host.Authenticate(empty).FailureReason);
            Assert.Empty(store.Asked);
        }

        using var required = JwtHost.Create(options => (options.Secret, options.RequireTokenId) = (TestKeys.Secret, true));
        Assert.Equal(JwtFailure.NoTokenId, required.Authenticate(empty).FailureReason);
        using var neither = JwtHost.Create(options => options.Secret = TestKeys.Secret);
        Assert.Null(neither.Authenticate(empty).Auth!.TokenId);
    }

    /// <summary>The caller has gone: nobody waits for an answer, and the store has not failed.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Request_that_was_aborted_is_no_failure_of_the_store(bool later, bool isSaid)
    {
        using var gone = new CancellationTokenSource();
        using var host = Host(new Store { Answer = async _ =>
        {
            if (later)
            {
                await Task.Yield();
            }

            await gone.CancelAsync();
            throw isSaid ? new OperationCanceledException(gone.Token) : new TimeoutException("the connection was closed");
        } });
        var http = JwtHost.Request("Bearer " + Token);
        http.RequestAborted = gone.Token;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await host.Jwt.AuthenticateAsync(http));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Store_that_throws_means_unavailable(bool later)
    {
        var store = new Store { Answer = async _ =>
        {
            if (later)
            {
                await Task.Yield();
            }

            throw new IOException("no store");
        } };
        using var host = Host(store);
        var outcome = await host.AuthenticateAsync(Token);
        Assert.False(outcome.Succeeded);
        Assert.True(outcome.IsUnavailable);
        Assert.Equal(JwtFailure.StoreUnavailable, outcome.FailureReason);
    }

    [Fact]
    public async Task Store_that_throws_before_it_answers_means_unavailable()
    {
        using var host = Host(new Store { Answer = _ => throw new IOException("no store") });
        Assert.True((await host.AuthenticateAsync(Token)).IsUnavailable);
    }

    [Fact]
    public async Task Store_that_answers_later_is_waited_for()
    {
        var answer = new TaskCompletionSource<bool>();
        using var host = Host(new Store { Answer = _ => new ValueTask<bool>(answer.Task) });
        var outcome = host.AuthenticateAsync(Token);
        Assert.False(outcome.IsCompleted);
        answer.SetResult(true);
        Assert.Equal(JwtFailure.Revoked, (await outcome).FailureReason);
    }

    [Fact]
    public void Store_that_answers_at_once_keeps_the_request_synchronous()
    {
        using var host = Host(new Store());
        Assert.True(host.AuthenticateAsync(Token).IsCompletedSuccessfully);
    }

    private sealed class Store : IRevocationStore
    {
        public List<string> Asked { get; } = [];

        public HashSet<string> Revoked { get; } = [];

        public Func<string, ValueTask<bool>>? Answer { get; init; }

        public ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken cancellationToken)
        {
            Asked.Add(tokenId);
            return Answer is null ? new(Revoked.Contains(tokenId)) : Answer(tokenId);
        }

        public ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken) => default;
    }
}
