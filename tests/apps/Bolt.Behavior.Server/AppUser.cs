namespace Bolt.Behavior.Server;

internal sealed record AppUser(string Id, string Username, bool IsStaff, bool IsSuperuser) : IBoltUser;
