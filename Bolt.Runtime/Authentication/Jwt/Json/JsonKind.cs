namespace Bolt.Authentication.Jwt.Json;

internal enum JsonKind : byte
{
    Null,
    True,
    False,
    Number,
    Text,
    Array,
    Object,
}
