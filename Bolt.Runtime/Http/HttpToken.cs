using System.Buffers;

namespace Bolt.Http;

/// <summary>A token: a field name, a scheme, a cookie's name (RFC 9110 §5.6.2).</summary>
internal static class HttpToken
{
    public static readonly SearchValues<char> Characters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
}
