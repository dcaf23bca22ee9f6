namespace Bolt.Authentication.ApiKeys;

/// <summary>Why a key was refused: constants, for the log and as a metric's tag. They contain nothing of the key.</summary>
internal static class ApiKeyFailure
{
    public const string SeveralHeaders = "several header lines";
    public const string NoKey = "no key after the scheme";
    public const string TooLong = "key too long";
    public const string Unknown = "unknown key";
    public const string Expired = "key expired";

    public const string StoreUnavailable = "key store unavailable";
}
