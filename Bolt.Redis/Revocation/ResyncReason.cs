namespace Bolt.Redis.Revocation;

/// <summary>Why a log is read from the beginning: tag <c>bolt.reason</c> of <c>bolt.revocation.resyncs</c>.</summary>
internal static class ResyncReason
{
    public const string NoHead = "no_head";
    public const string Promotion = "promotion";
    public const string Damaged = "damaged";
    public const string RolledBack = "rolled_back";
    public const string Rewritten = "rewritten";
    public const string NewEpoch = "new_epoch";
    public const string Overtaken = "overtaken";
}
