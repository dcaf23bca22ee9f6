using System.Collections.Generic;

namespace Bolt;

/// <summary>Passes when the caller holds every one of the permissions; 401 without identity, else 403.</summary>
/// <param name="permissions">Names, compared ordinally. With none, nobody passes: an empty list is a mistake, not a way in.</param>
[RequiresIdentity, NamesPermissions]
public sealed class HasAllPermissions(params string[] permissions) : Guard, IPermissionGuard
{
    private readonly string[] _permissions = permissions ?? [];

    /// <summary>The permissions' names.</summary>
    public IReadOnlyList<string> Permissions => _permissions;

    bool IPermissionGuard.RequiresAll => true;

    /// <inheritdoc />
    public override GuardResult Evaluate(GuardContext context)
    {
        if (context.Auth is not { } auth)
        {
            return GuardResult.Unauthorized;
        }

        if (_permissions.Length == 0)
        {
            return GuardResult.Forbidden("no permission is named");
        }

        foreach (var permission in _permissions)
        {
            if (string.IsNullOrEmpty(permission) || !auth.HasPermission(permission))
            {
                return GuardResult.Forbidden("permission missing");
            }
        }

        return GuardResult.Allow;
    }
}
