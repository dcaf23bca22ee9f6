namespace Bolt.Redis.Revocation;

/// <summary>What to do after a look at the log.</summary>
internal enum ReplicaStep
{
    /// <summary>Nothing: all of it is known.</summary>
    None,

    /// <summary>Look again at once.</summary>
    ReadOn,

    /// <summary><see cref="IRevocationLog.RenewAsync"/>.</summary>
    Renew,

    /// <summary><see cref="IRevocationLog.ResetAsync"/>.</summary>
    Reset,

    /// <summary><see cref="IRevocationLog.HealAsync"/>.</summary>
    Heal,
}
