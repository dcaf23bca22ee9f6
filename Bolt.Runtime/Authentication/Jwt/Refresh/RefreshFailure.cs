namespace Bolt.Authentication.Jwt.Refresh;

/// <summary>Why a refresh token was refused: constants, for the log and as a metric's tag. The caller never sees them.</summary>
internal static class RefreshFailure
{
    public const string Malformed = "not a refresh token";
    public const string Unknown = "unknown session";
    public const string Ended = "session ended";
    public const string Expired = "session expired";
    public const string Revoked = "session or user revoked";
    public const string Reused = "replaced before";
    public const string UserGone = "no such user, or it may not sign in";
    public const string StampChanged = "the user's stamp has changed";
    public const string Client = "another client's";
    public const string Busy = "replaced too often meanwhile";
}
