namespace Bolt.Authentication.Sessions;

/// <summary>Why a session's cookie was not accepted; for the log and the metrics.</summary>
internal static class SessionFailure
{
    public const string Unknown = "unknown session";
    public const string WrongKey = "wrong key";
    public const string Idle = "idle";
    public const string Expired = "expired";
    public const string UserGone = "user gone";
    public const string StampChanged = "stamp changed";
    public const string StoreUnavailable = "the session store did not answer";
    public const string UsersUnavailable = "the user could not be loaded";
}
