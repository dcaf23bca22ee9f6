using System.Collections.Generic;
using System.Text.Json;

namespace Bolt;

/// <summary>
/// A claim's name, or a path into nested objects. A claim of exactly that name comes first, for names such as <c>https://example.com/roles</c> have dots of their own.
/// </summary>
internal sealed class ClaimPath(string path)
{
    private readonly string[] _steps = path.Split('.');

    public string Name { get; } = path;

    public bool TryFind(IReadOnlyDictionary<string, JsonElement> claims, out JsonElement value)
    {
        if (claims.TryGetValue(Name, out value))
        {
            return true;
        }

        if (_steps.Length == 1 || !claims.TryGetValue(_steps[0], out value))
        {
            return false;
        }

        for (var i = 1; i < _steps.Length; i++)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(_steps[i], out value))
            {
                return false;
            }
        }

        return true;
    }
}
