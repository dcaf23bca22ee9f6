using System.Collections.Generic;
using System.Text;

namespace Bolt.Authentication.Jwt.Keys;

/// <summary>What a key's tokens must say: a key belongs to its issuers. Values are UTF-8, as they come out of a token.</summary>
internal sealed class KeyTrust
{
    private KeyTrust(byte[][] issuers, byte[][] audiences)
    {
        Issuers = issuers;
        Audiences = audiences;
    }

    /// <summary>True for the keys of <see cref="JwtOptions.Secret"/> and <see cref="JwtOptions.Keys"/>.</summary>
    public bool IsOwn { get; private init; }

    /// <summary>Empty: not checked.</summary>
    public byte[][] Issuers { get; }

    /// <summary>Empty: not checked.</summary>
    public byte[][] Audiences { get; }

    public static KeyTrust For(IReadOnlyCollection<string> issuers, IReadOnlyCollection<string> audiences) => new(Utf8(issuers), Utf8(audiences));

    public static KeyTrust ForOwnKeys(IReadOnlyCollection<string> issuers, IReadOnlyCollection<string> audiences) => new(Utf8(issuers), Utf8(audiences)) { IsOwn = true };

    private static byte[][] Utf8(IReadOnlyCollection<string> values)
    {
        var result = new byte[values.Count][];
        var i = 0;
        foreach (var value in values)
        {
            result[i++] = Encoding.UTF8.GetBytes(value);
        }

        return result;
    }
}
