namespace Bolt;

internal readonly record struct JsonMember(JsonSlice Name, JsonSlice Value);
