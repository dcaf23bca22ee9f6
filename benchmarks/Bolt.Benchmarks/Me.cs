using System.Text.Json.Serialization;

namespace Bolt.Benchmarks;

/// <summary>What <c>GET /me</c> answers.</summary>
public sealed record Me(string Id);

/// <summary>The measured route.</summary>
public sealed class Account
{
    [BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static Me Me(AuthContext auth) => new(auth.UserId);
}

[JsonSerializable(typeof(Me))]
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
internal sealed partial class MeJson : JsonSerializerContext;
