using Bolt;

namespace Company.App;

/// <summary>Says who may call the routes that name it. One instance serves all requests at once. To ask a database, derive from AsyncGuard.</summary>
[RequiresIdentity]
public sealed class Guard1 : Guard
{
    public override GuardResult Evaluate(GuardContext context) =>
        context.Auth is not { } caller ? GuardResult.Unauthorized
        : IsAllowed(caller) ? GuardResult.Allow
        : GuardResult.Forbidden("Guard1");

    /// <summary>Nobody, until you say who.</summary>
    private static bool IsAllowed(AuthContext caller) => caller is null;
}
