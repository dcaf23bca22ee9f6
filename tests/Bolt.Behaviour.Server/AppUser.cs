namespace Bolt.Behaviour.Server;

internal sealed record AppUser(string Id, string Username, bool IsStaff, bool IsSuperuser) : IBoltUser;
