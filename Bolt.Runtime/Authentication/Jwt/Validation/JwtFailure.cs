namespace Bolt.Authentication.Jwt.Validation;

/// <summary>Why a token was refused: constants, for the log and as a metric's tag. They contain nothing of the token.</summary>
internal static class JwtFailure
{
    public const string SeveralHeaders = "several header lines";
    public const string NoToken = "no token after the scheme";
    public const string HeaderAndQuery = "token in header and query";
    public const string SeveralInQuery = "several tokens in the query";
    public const string TooLong = "token too long";
    public const string Malformed = "not a compact JWS";
    public const string Header = "header is not a valid JSON object";
    public const string Algorithm = "algorithm not allowed";
    public const string Type = "token of another type";
    public const string Critical = "critical or unencoded-payload extension";
    public const string Encrypted = "header of an encrypted token";
    public const string Nested = "nested token";
    public const string UnknownKey = "no key fits";
    public const string Signature = "signature does not verify";
    public const string Payload = "payload is not a valid JSON object";
    public const string ClaimType = "registered claim of the wrong type";
    public const string NoExpiry = "no exp";
    public const string Expired = "expired";
    public const string NotYetValid = "not yet valid";
    public const string Issuer = "issuer not accepted";
    public const string Audience = "audience not accepted";
    public const string NoTokenId = "no jti";
    public const string NoIssuedAt = "no iat";
    public const string IssuedLater = "issued in the future";
    public const string LivesTooLong = "lifetime too long";
    public const string Revoked = "revoked";

    public const string StoreUnavailable = "revocation store unavailable";
    public const string KeysUnavailable = "issuer's keys unavailable";
}
