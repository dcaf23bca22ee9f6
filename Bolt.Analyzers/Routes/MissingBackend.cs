using System.Linq;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>A route whose guards ask who is calling, which no backend can say.</summary>
internal static class MissingBackend
{
    /// <summary>The first guard that needs an identity: the one that every request meets. Null where a backend applies, or where one may be meant.</summary>
    public static GuardUse? Find(Route route)
    {
        var security = route.Security;
        return security.Auth.IsEmpty
            && security.Problems.All(static p => p.Argument == BoltNames.GuardsArgument)
            && security.Guards.FirstOrDefault(static g => GuardFacts.NeedsIdentity(g.Type)) is { Type: not null } guard
            ? guard
            : null;
    }

    /// <summary>At fault is <c>Auth = []</c> where the route says it, else the guard as the route lists it, else the route; of an inherited route the group.</summary>
    public static Location Locate(Route route, GuardUse guard, CancellationToken cancellationToken)
    {
        var listed = !route.IsInherited && route.Level.Auth is null && guard.Attribute is null ? AttributeLocations.ForGuard(route.Attribute, guard, cancellationToken) : Location.None;
        return listed.IsInSource ? listed : AttributeLocations.ForArgument(route.Settings, BoltNames.AuthArgument, cancellationToken);
    }
}
