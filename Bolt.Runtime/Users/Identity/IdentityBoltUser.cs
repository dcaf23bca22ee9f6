namespace Bolt.Users.Identity;

/// <summary>What Bolt knows about a user of Identity.</summary>
/// <param name="Id">The id.</param>
/// <param name="Username">The name.</param>
/// <param name="IsStaff">By its role.</param>
/// <param name="IsSuperuser">By its role.</param>
internal record IdentityBoltUser(string Id, string Username, bool IsStaff, bool IsSuperuser) : IBoltUser;
