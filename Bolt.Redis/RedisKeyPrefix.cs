using System.Linq;

namespace Bolt.Redis;

/// <summary>What the names of keys may begin with. It stands in braces, as a hash tag.</summary>
internal static class RedisKeyPrefix
{
    public const string Rule = "must be 1 to 100 printable ASCII characters without spaces and braces.";

    /// <summary>As a pattern that stands for itself: a prefix may hold <c>*</c>, and then other keys are not meant.</summary>
    public static string Escape(string text) => string.Concat(text.Select(static c => c is '*' or '?' or '[' or ']' or '\\' or '^' or '-' ? $"\\{c}" : $"{c}"));

    public static bool IsValid(string? prefix) => prefix is { Length: > 0 and <= 100 } && prefix.All(static c => c is > ' ' and < '\x7f' and not '{' and not '}');
}
