namespace Bolt;

/// <summary>Passes when <see cref="AuthContext.IsSuperuser"/> is set; 401 without identity, else 403.</summary>
[RequiresIdentity]
public sealed class IsAdminUser : Guard
{
    /// <inheritdoc />
    public override GuardResult Evaluate(GuardContext context) =>
        context.Auth is not { } auth ? GuardResult.Unauthorized
        : auth.IsSuperuser ? GuardResult.Allow
        : GuardResult.Forbidden("not a superuser");
}
