namespace Bolt.Authentication.Sessions;

/// <summary>What a request's cookie came to.</summary>
internal enum SessionState
{
    /// <summary>No session: none was named, or one that nobody knows. A write creates one.</summary>
    None = 0,

    /// <summary>A session that nobody is signed in to.</summary>
    Anonymous,

    /// <summary>A session, and its user is the caller.</summary>
    Accepted,

    /// <summary>A session whose key was replaced a moment ago. The request came late: whatever it set would replace the cookie of who has the new key.</summary>
    Late,

    /// <summary>A session whose user is gone or has another stamp. Another request may be about to refresh it.</summary>
    Stale,

    /// <summary>The store or the users could not be asked.</summary>
    Unavailable,
}
