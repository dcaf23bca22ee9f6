using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using Bolt.Authentication.Jwt.Json;

namespace Bolt.Authentication.Claims;

/// <summary>
/// A claim's name, or a path into nested objects. A claim with exactly that name comes first, because names such as <c>https://example.com/roles</c> contain dots.
/// </summary>
internal sealed class ClaimPath(string path)
{
    private readonly string[] _steps = path.Split('.');
    private readonly byte[] _name = Encoding.UTF8.GetBytes(path);
    private readonly ulong _key = JsonName.GetKey(Encoding.UTF8.GetBytes(path));

    public string Name { get; } = path;

    /// <summary>True when it is a claim's name and nothing else.</summary>
    public bool IsName => _steps.Length == 1;

    /// <summary>The claim of exactly that name, or a slice of length 0.</summary>
    public JsonSlice Find(ReadOnlySpan<byte> json, ReadOnlySpan<JsonMember> members)
    {
        foreach (ref readonly var member in members)
        {
            if (member.Name.Key == _key && member.Name.Is(json, _name))
            {
                return member.Value;
            }
        }

        return default;
    }

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
