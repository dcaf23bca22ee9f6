namespace Bolt;

internal readonly record struct JsonMember(JsonName Name, JsonSlice Value);
