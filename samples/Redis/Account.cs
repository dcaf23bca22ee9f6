using System.Text.Json.Serialization;
using Bolt;
using Microsoft.AspNetCore.Http.HttpResults;

namespace SeveralServers;

public sealed record RefreshRequest(string RefreshToken);

/// <summary>Signing in and out. Anyone is who they say they are: this sample is about servers, not about passwords.</summary>
public sealed class Account(JwtIssuer issuer, BoltSessions sessions)
{
    [BoltPost("/login/{name}", Guards = [typeof(AllowAny)])]
    public async Task<TokenPair> Login(string name, CancellationToken cancellationToken) => await issuer.CreatePairAsync(new Member(name), null, cancellationToken);

    [BoltPost("/refresh", Guards = [typeof(AllowAny)])]
    public async Task<Results<Ok<TokenPair>, UnauthorizedHttpResult>> Refresh(RefreshRequest request, CancellationToken cancellationToken) =>
        await issuer.RefreshAsync(request.RefreshToken, cancellationToken) is { } pair ? TypedResults.Ok(pair) : TypedResults.Unauthorized();

    [BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Me(AuthContext auth) => auth.UserId;

    /// <summary>This sign-in, on every server.</summary>
    [BoltPost("/logout", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public async Task Logout(AuthContext auth, CancellationToken cancellationToken) => await issuer.EndSessionAsync(auth, cancellationToken);

    /// <summary>All of the caller's.</summary>
    [BoltPost("/logout/everywhere", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public async Task LogoutEverywhere(AuthContext auth, CancellationToken cancellationToken) => await sessions.EndAllAsync(auth.UserId, null, cancellationToken);
}

public sealed record Member(string Id) : IBoltUser
{
    public string Username => Id;

    public bool IsStaff => false;

    public bool IsSuperuser => false;
}

public sealed class MemberLoader : IUserLoader<Member>
{
    public ValueTask<Member?> FindAsync(string userId, CancellationToken cancellationToken) => new(new Member(userId));
}

[JsonSerializable(typeof(TokenPair))]
[JsonSerializable(typeof(RefreshRequest))]
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
internal sealed partial class Json : JsonSerializerContext;
