namespace Bolt;

/// <summary>Passes when a backend accepted the request; otherwise 401.</summary>
[RequiresIdentity(IdentityOnly = true)]
public sealed class IsAuthenticated : Guard
{
    /// <inheritdoc />
    public override GuardResult Evaluate(GuardContext context) =>
        context.Auth is null ? GuardResult.Unauthorized : GuardResult.Allow;
}
