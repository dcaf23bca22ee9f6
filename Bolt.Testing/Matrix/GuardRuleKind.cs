namespace Bolt.Testing.Matrix;

/// <summary>What a guard looks at.</summary>
internal enum GuardRuleKind
{
    /// <summary>Something that only the application knows.</summary>
    Own = 0,

    Everyone,
    Identity,
    Permissions,
    AnyPermission,
    Staff,
    Administrator,
    Claim,
    RecentLogin,
}
