using System.Text.Json.Serialization;

namespace Bolt.Behavior.Server;

internal sealed record GuardAnswer(
    string Message,
    [property: JsonPropertyName("user_id")] string? UserId = null,
    [property: JsonPropertyName("is_superuser")] bool IsSuperuser = false,
    string? Auth = null);
