using System.Collections.Generic;

namespace Bolt;

/// <summary>Passes when the caller holds at least one of the permissions; 401 without identity, else 403.</summary>
/// <param name="permissions">Names, compared ordinally. With none, nobody passes.</param>
[RequiresIdentity, NamesPermissions]
public sealed class HasAnyPermission(params string[] permissions) : Guard, IPermissionGuard
{
    private readonly string[] _permissions = permissions ?? [];

    /// <summary>The permissions' names.</summary>
    public IReadOnlyList<string> Permissions => _permissions;

    bool IPermissionGuard.RequiresAll => false;

    /// <inheritdoc />
    public override GuardResult Evaluate(GuardContext context)
    {
        if (context.Auth is not { } auth)
        {
            return GuardResult.Unauthorized;
        }

        foreach (var permission in _permissions)
        {
            if (!string.IsNullOrEmpty(permission) && auth.HasPermission(permission))
            {
                return GuardResult.Allow;
            }
        }

        return GuardResult.Forbidden("none of the permissions");
    }
}
