using System;
using System.Collections.Generic;
using Bolt.Authentication.Claims;
using Bolt.Authentication.Jwt.Token;
using Bolt.Revocation;

namespace Bolt.Authentication.Jwt.Validation;

/// <summary>A backend's options, frozen when it is built.</summary>
internal sealed record JwtValidationParameters
{
    public const string DefaultPermissionClaim = "permissions";

    private const long FurthestIssuedAt = RevocationTime.FurthestIssuedAt * TimeSpan.TicksPerSecond;

    /// <summary>The backend's name.</summary>
    public required string Name { get; init; }

    public required CredentialHeader Header { get; init; }

    /// <summary>Null where tokens come in the header only.</summary>
    public required QueryTokens? Query { get; init; }

    /// <summary>In ticks.</summary>
    public required long ClockSkew { get; init; }

    public required bool RequireTokenId { get; init; }

    /// <summary>In ticks; <see cref="long.MaxValue"/> for any. Where a store knows sessions and users, whose entries do not stay for ever.</summary>
    public required long MaximumLifetime { get; init; }

    public required int MaximumTokenLength { get; init; }

    public required int CacheSize { get; init; }

    public required IReadOnlyList<ClaimPath> PermissionClaims { get; init; }

    public required TokenTypes ValidTypes { get; init; }

    public required RevocationId RevocationId { get; init; }

    /// <summary>True where keys may turn up later.</summary>
    public required bool HasAuthority { get; init; }

    /// <summary>Where permissions are one claim of a plain name, as they mostly are: then it is found along with the others.</summary>
    public required ClaimPath? PermissionClaim { get; init; }

    /// <summary>Why a token with these times is refused at <paramref name="now"/>, or null. A token ends at <c>exp</c>, not after it (RFC 7519 §4.1.4).</summary>
    public string? CheckTime(long expires, long notBefore, long now) =>
        expires <= now - ClockSkew ? JwtFailure.Expired
        : notBefore > now + ClockSkew ? JwtFailure.NotYetValid
        : null;

    /// <summary>Why a token with these times would outlive what a store knows of its session or user, or null.</summary>
    public string? CheckLifetime(long? issuedAt, long expires, long now) =>
        MaximumLifetime == long.MaxValue ? null
        : issuedAt is not { } moment ? JwtFailure.NoIssuedAt
        : moment > now + FurthestIssuedAt ? JwtFailure.IssuedLater
        : expires - Math.Max(moment, 0) > MaximumLifetime ? JwtFailure.LivesTooLong
        : null;

    public static JwtValidationParameters From(JwtOptions options, string name, bool hasRevocationStore, TimeSpan? maximumLifetime = null)
    {
        var paths = new List<ClaimPath>();
        foreach (var path in options.PermissionClaims)
        {
            paths.Add(new ClaimPath(path));
        }

        if (paths.Count == 0)
        {
            paths.Add(new ClaimPath(DefaultPermissionClaim));
        }

        return new JwtValidationParameters
        {
            Name = name,
            Header = new CredentialHeader(options.Header),
            Query = QueryTokens.From(options.QueryTokenPaths),
            ClockSkew = options.ClockSkew.Ticks,
            RequireTokenId = options.RequireTokenId || hasRevocationStore,
            MaximumLifetime = (maximumLifetime ?? TimeSpan.MaxValue).Ticks,
            MaximumTokenLength = options.MaximumTokenLength,
            CacheSize = options.VerifiedTokenCacheSize,
            PermissionClaims = paths,
            ValidTypes = TokenTypes.From(options.ValidTypes),
            RevocationId = RevocationId.For(options, name == JwtAuthentication.NameOf(typeof(JwtAuthentication))),
            HasAuthority = options.HasAuthority,
            PermissionClaim = paths is [{ IsName: true } only] ? only : null,
        };
    }
}
