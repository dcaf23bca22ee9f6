using System;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Bolt.Users.Identity;

/// <summary>The claim <c>stamp</c>: eight bytes of an HMAC over a security stamp. It says that a stamp has changed, and nothing about what it is.</summary>
internal static class IdentityStamp
{
    public const string Claim = "stamp";

    private const int Size = 8;

    public static string Of(string userId, string stamp)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Encoding.UTF8.GetBytes("bolt stamp " + userId), Encoding.UTF8.GetBytes(stamp), hash);
        return Base64Url.EncodeToString(hash[..Size]);
    }

    public static bool Matches(string claim, string userId, string stamp) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(claim), Encoding.UTF8.GetBytes(Of(userId, stamp)));
}
