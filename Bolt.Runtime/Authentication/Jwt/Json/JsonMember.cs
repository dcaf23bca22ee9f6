namespace Bolt.Authentication.Jwt.Json;

internal readonly record struct JsonMember(JsonName Name, JsonSlice Value);
