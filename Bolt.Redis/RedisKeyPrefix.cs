using System.Linq;

namespace Bolt.Redis;

/// <summary>What the names of keys may begin with. It stands in braces, as a hash tag.</summary>
internal static class RedisKeyPrefix
{
    public const string Rule = "must be 1 to 100 printable ASCII characters without spaces and braces.";

    public static bool IsValid(string? prefix) => prefix is { Length: > 0 and <= 100 } && prefix.All(static c => c is > ' ' and < '\x7f' and not '{' and not '}');
}
