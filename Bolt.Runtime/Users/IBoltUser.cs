namespace Bolt;

/// <summary>What Bolt has to know of a user to issue tokens.</summary>
public interface IBoltUser
{
    /// <summary>The stable id; a token's <c>sub</c>.</summary>
    string Id { get; }

    /// <summary>The name to sign in with.</summary>
    string Username { get; }

    /// <summary>May use what is meant for staff.</summary>
    bool IsStaff { get; }

    /// <summary>Is an administrator.</summary>
    bool IsSuperuser { get; }
}
