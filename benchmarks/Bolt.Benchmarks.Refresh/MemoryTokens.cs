using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using OpenIddict.Abstractions;

namespace Bolt.Benchmarks.Refresh;

/// <summary>OpenIddict's row of a token.</summary>
internal sealed class MemoryToken
{
    public string Id { get; set; } = Guid.NewGuid().ToString("N");

    public string? ApplicationId { get; set; }

    public string? AuthorizationId { get; set; }

    public DateTimeOffset? CreatedAt { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    public string? Payload { get; set; }

    public ImmutableDictionary<string, JsonElement> Properties { get; set; } = ImmutableDictionary<string, JsonElement>.Empty;

    public DateTimeOffset? RedeemedAt { get; set; }

    public string? ReferenceId { get; set; }

    public string? Status { get; set; }

    public string? Subject { get; set; }

    public string? Type { get; set; }
}

/// <summary>OpenIddict's tokens in a dictionary. It has stores for databases only; what a refresh asks for is here, and the rest throws.</summary>
internal sealed class MemoryTokens : IOpenIddictTokenStore<MemoryToken>
{
    private readonly ConcurrentDictionary<string, MemoryToken> _all = new(StringComparer.Ordinal);

    public ValueTask<long> CountAsync(CancellationToken cancellationToken) => new(_all.Count);

    public ValueTask CreateAsync(MemoryToken token, CancellationToken cancellationToken) => _all.TryAdd(token.Id, token) ? default : throw new InvalidOperationException("There is a token with this id.");

    public ValueTask UpdateAsync(MemoryToken token, CancellationToken cancellationToken) => _all.ContainsKey(token.Id) ? default : throw new InvalidOperationException("There is no token with this id.");

    public ValueTask<MemoryToken?> FindByIdAsync(string identifier, CancellationToken cancellationToken) => new(_all.GetValueOrDefault(identifier));

    public ValueTask<MemoryToken> InstantiateAsync(CancellationToken cancellationToken) => new(new MemoryToken());

    public ValueTask<string?> GetApplicationIdAsync(MemoryToken token, CancellationToken cancellationToken) => new(token.ApplicationId);

    public ValueTask<string?> GetAuthorizationIdAsync(MemoryToken token, CancellationToken cancellationToken) => new(token.AuthorizationId);

    public ValueTask<DateTimeOffset?> GetCreationDateAsync(MemoryToken token, CancellationToken cancellationToken) => new(token.CreatedAt);

    public ValueTask<DateTimeOffset?> GetExpirationDateAsync(MemoryToken token, CancellationToken cancellationToken) => new(token.ExpiresAt);

    public ValueTask<string?> GetIdAsync(MemoryToken token, CancellationToken cancellationToken) => new(token.Id);

    public ValueTask<string?> GetPayloadAsync(MemoryToken token, CancellationToken cancellationToken) => new(token.Payload);

    public ValueTask<ImmutableDictionary<string, JsonElement>> GetPropertiesAsync(MemoryToken token, CancellationToken cancellationToken) => new(token.Properties);

    public ValueTask<DateTimeOffset?> GetRedemptionDateAsync(MemoryToken token, CancellationToken cancellationToken) => new(token.RedeemedAt);

    public ValueTask<string?> GetReferenceIdAsync(MemoryToken token, CancellationToken cancellationToken) => new(token.ReferenceId);

    public ValueTask<string?> GetStatusAsync(MemoryToken token, CancellationToken cancellationToken) => new(token.Status);

    public ValueTask<string?> GetSubjectAsync(MemoryToken token, CancellationToken cancellationToken) => new(token.Subject);

    public ValueTask<string?> GetTypeAsync(MemoryToken token, CancellationToken cancellationToken) => new(token.Type);

    public ValueTask SetApplicationIdAsync(MemoryToken token, string? identifier, CancellationToken cancellationToken) => Done(token.ApplicationId = identifier);

    public ValueTask SetAuthorizationIdAsync(MemoryToken token, string? identifier, CancellationToken cancellationToken) => Done(token.AuthorizationId = identifier);

    public ValueTask SetCreationDateAsync(MemoryToken token, DateTimeOffset? date, CancellationToken cancellationToken) => Done(token.CreatedAt = date);

    public ValueTask SetExpirationDateAsync(MemoryToken token, DateTimeOffset? date, CancellationToken cancellationToken) => Done(token.ExpiresAt = date);

    public ValueTask SetPayloadAsync(MemoryToken token, string? payload, CancellationToken cancellationToken) => Done(token.Payload = payload);

    public ValueTask SetPropertiesAsync(MemoryToken token, ImmutableDictionary<string, JsonElement> properties, CancellationToken cancellationToken) => Done(token.Properties = properties);

    public ValueTask SetRedemptionDateAsync(MemoryToken token, DateTimeOffset? date, CancellationToken cancellationToken) => Done(token.RedeemedAt = date);

    public ValueTask SetReferenceIdAsync(MemoryToken token, string? identifier, CancellationToken cancellationToken) => Done(token.ReferenceId = identifier);

    public ValueTask SetStatusAsync(MemoryToken token, string? status, CancellationToken cancellationToken) => Done(token.Status = status);

    public ValueTask SetSubjectAsync(MemoryToken token, string? subject, CancellationToken cancellationToken) => Done(token.Subject = subject);

    public ValueTask SetTypeAsync(MemoryToken token, string? type, CancellationToken cancellationToken) => Done(token.Type = type);

    public ValueTask<long> CountAsync<TResult>(Func<IQueryable<MemoryToken>, IQueryable<TResult>> query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DeleteAsync(MemoryToken token, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<MemoryToken> FindAsync(string? subject, string? client, string? status, string? type, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<MemoryToken> FindByApplicationIdAsync(string identifier, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<MemoryToken> FindByAuthorizationIdAsync(string identifier, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<MemoryToken?> FindByReferenceIdAsync(string identifier, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<MemoryToken> FindBySubjectAsync(string subject, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<TResult?> GetAsync<TState, TResult>(Func<IQueryable<MemoryToken>, TState, IQueryable<TResult>> query, TState state, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<MemoryToken> ListAsync(int? count, int? offset, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<TResult> ListAsync<TState, TResult>(Func<IQueryable<MemoryToken>, TState, IQueryable<TResult>> query, TState state, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<long> PruneAsync(DateTimeOffset threshold, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<long> RevokeAsync(string? subject, string? client, string? status, string? type, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<long> RevokeByApplicationIdAsync(string identifier, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<long> RevokeByAuthorizationIdAsync(string identifier, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<long> RevokeBySubjectAsync(string subject, CancellationToken cancellationToken) => throw new NotSupportedException();

    private static ValueTask Done(object? set)
    {
        _ = set;
        return default;
    }
}
