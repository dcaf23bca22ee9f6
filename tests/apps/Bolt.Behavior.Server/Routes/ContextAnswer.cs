using System.Text.Json.Serialization;

namespace Bolt.Behavior.Server;

internal sealed record ContextAnswer(
    [property: JsonPropertyName("user_id")] string UserId,
    [property: JsonPropertyName("is_staff")] bool IsStaff,
    [property: JsonPropertyName("is_superuser")] bool IsSuperuser,
    [property: JsonPropertyName("auth_backend")] string AuthBackend,
    [property: JsonPropertyName("has_claims")] bool HasClaims,
    [property: JsonPropertyName("has_permission")] bool HasPermission);
