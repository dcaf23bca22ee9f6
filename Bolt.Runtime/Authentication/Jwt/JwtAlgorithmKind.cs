namespace Bolt.Authentication.Jwt;

/// <summary>What kind of key an algorithm needs, and how it signs.</summary>
internal enum JwtAlgorithmKind
{
    Hmac,
    RsaPkcs1,
    RsaPss,
    Ecdsa,
}
