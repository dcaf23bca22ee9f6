namespace Bolt.Users.Identity;

/// <summary>The same where the store keeps security stamps.</summary>
internal sealed record StampedIdentityUser(string Id, string Username, bool IsStaff, bool IsSuperuser, string SessionStamp) : IdentityBoltUser(Id, Username, IsStaff, IsSuperuser), ISessionStamp, ITokenStamp
{
    public string TokenStamp => IdentityStamp.Of(Id, SessionStamp);

    /// <summary>Not in a log: the stamp is what a password reset is made of.</summary>
    public override string ToString() => Id;
}
