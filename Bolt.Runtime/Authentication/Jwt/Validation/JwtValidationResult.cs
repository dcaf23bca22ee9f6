namespace Bolt.Authentication.Jwt.Validation;

/// <summary>The result of a token's validation: accepted, or refused and why.</summary>
internal readonly struct JwtValidationResult
{
    private JwtValidationResult(VerifiedToken? token, string? failure, string? unknownKid)
    {
        Token = token;
        Failure = failure;
        UnknownKid = unknownKid;
    }

    public VerifiedToken? Token { get; }

    public string? Failure { get; }

    /// <summary>
    /// Set when no trusted key verifies the token and another might: the name of its key, which is not there, or empty where it names none. The issuer may have published it meanwhile.
    /// </summary>
    public string? UnknownKid { get; }

    public static JwtValidationResult Accepted(VerifiedToken token) => new(token, null, null);

    public static JwtValidationResult Refused(string failure, string? unknownKid = null) => new(null, failure, unknownKid);
}
