namespace Bolt;

/// <summary>What Bolt needs to know about a user to issue tokens.</summary>
public interface IBoltUser
{
    /// <summary>The stable id; a token's <c>sub</c>.</summary>
    string Id { get; }

    /// <summary>The name to sign in with.</summary>
    string Username { get; }

    /// <summary>The user is staff.</summary>
    bool IsStaff { get; }

    /// <summary>The user is an administrator.</summary>
    bool IsSuperuser { get; }
}
