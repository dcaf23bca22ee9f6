namespace Bolt.Guards.Redirects;

/// <summary>Zero must stay a refusal.</summary>
internal enum UserTestOutcome : byte
{
    Failed = 0,

    /// <summary>Nobody is signed in, or the user is gone.</summary>
    NoUser,

    Passed,
}
