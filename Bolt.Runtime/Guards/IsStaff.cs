namespace Bolt;

/// <summary>Passes when <see cref="AuthContext.IsStaff"/> is set; 401 without identity, else 403.</summary>
[RequiresIdentity]
public sealed class IsStaff : Guard
{
    /// <inheritdoc />
    public override GuardResult Evaluate(GuardContext context) =>
        context.Auth is not { } auth ? GuardResult.Unauthorized
        : auth.IsStaff ? GuardResult.Allow
        : GuardResult.Forbidden("not staff");
}
