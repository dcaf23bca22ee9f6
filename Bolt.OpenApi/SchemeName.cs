using System.Linq;

namespace Bolt.OpenApi;

/// <summary>The key of a scheme: OpenAPI allows letters, digits, dot, hyphen and underscore (3.1 §4.8.7.1), which a nested or generic type's name goes beyond.</summary>
internal static class SchemeName
{
    public static string Of(string name) => string.Concat(name.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_'));
}
