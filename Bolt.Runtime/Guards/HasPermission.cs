using System.Collections.Generic;

namespace Bolt;

/// <summary>Passes when the caller holds the permission; 401 without identity, else 403.</summary>
/// <param name="permission">The permission's name, compared ordinally, such as <c>blog.add_article</c>.</param>
[RequiresIdentity, NamesPermissions]
public sealed class HasPermission(string permission) : Guard, IPermissionGuard
{
    /// <summary>The permission's name.</summary>
    public string Permission { get; } = permission;

    IReadOnlyList<string> IPermissionGuard.Permissions => [Permission];

    bool IPermissionGuard.RequiresAll => true;

    /// <inheritdoc />
    public override GuardResult Evaluate(GuardContext context) =>
        context.Auth is not { } auth ? GuardResult.Unauthorized
        : !string.IsNullOrEmpty(Permission) && auth.HasPermission(Permission) ? GuardResult.Allow
        : GuardResult.Forbidden("permission missing");
}
