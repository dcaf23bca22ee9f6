
namespace Bolt;

/// <summary>Optional on a user: what it may do. Read on every request with a session, so that a right withdrawn counts at once.</summary>
public interface IUserPermissions
{
    /// <summary>The permissions, compared ordinally.</summary>
    PermissionSet Permissions { get; }
}
