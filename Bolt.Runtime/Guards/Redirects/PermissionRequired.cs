using System;
using System.Collections.Generic;
using Bolt.Guards.Redirects;

namespace Bolt;

/// <summary>
/// Passes when the caller holds every one of the permissions. Otherwise a page is sent to the login page with 302, also for a known caller, who may have another account; everything else
/// (<c>fetch</c>, JSON) gets 401 without identity, else 403, never HTML.
/// </summary>
/// <remarks>The login page gets <c>?next=</c> as with <see cref="LoginRequired"/>. It must not send known visitors on to it at once: they would be sent back.</remarks>
/// <param name="permissions">Names, compared ordinally. With none, nobody passes: an empty list is a mistake, not a way in.</param>
[RequiresIdentity, NamesPermissions, RedirectsToLogin]
public sealed class PermissionRequired(params string[] permissions) : Guard, IPermissionGuard
{
    private const string Missing = "permission missing";
    private readonly string[] _permissions = permissions ?? [];
    private LoginDemand _signIn = new(null, Missing);

    /// <summary>The permissions' names.</summary>
    public IReadOnlyList<string> Permissions => _permissions;

    bool IPermissionGuard.RequiresAll => true;

    /// <summary>403 for everybody who does not pass, instead of the login page.</summary>
    public bool RaiseException { get; set; }

    /// <inheritdoc cref="LoginRequired.LoginUrl" />
    public string? LoginUrl
    {
        get => _signIn.LoginUrl;
        set => _signIn = new LoginDemand(LoginDemand.Checked(value), Missing);
    }

    /// <inheritdoc />
    public override GuardResult Evaluate(GuardContext context)
    {
        if (context.Auth is not { } auth)
        {
            return Refuse();
        }

        if (_permissions.Length == 0)
        {
            return GuardResult.Forbidden("no permission is named");
        }

        foreach (var permission in _permissions)
        {
            if (string.IsNullOrEmpty(permission) || !auth.HasPermission(permission))
            {
                return Refuse();
            }
        }

        return GuardResult.Allow;
    }

    private GuardResult Refuse() => RaiseException ? GuardResult.Forbidden(Missing) : GuardResult.SignIn(_signIn);
}
