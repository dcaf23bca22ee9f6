using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>A permission as a guard attribute names it: the <paramref name="Element"/>th of a list, or -1 for the only one.</summary>
internal readonly record struct PermissionName(string? Name, AttributeData Guard, int Element)
{
    /// <summary>In order; empty where a <c>params</c> list is empty or null.</summary>
    public static ImmutableArray<PermissionName> Of(AttributeData guard)
    {
        if (guard.ConstructorArguments.IsEmpty)
        {
            return [];
        }

        var argument = guard.ConstructorArguments[0];
        return argument.Kind != TypedConstantKind.Array ? [new(argument.Value as string, guard, -1)]
            : argument.IsNull ? []
            : [.. argument.Values.Select((v, i) => new PermissionName(v.Value as string, guard, i))];
    }

    public Location Locate(CancellationToken cancellation) => AttributeLocations.OfConstructorArgument(Guard, 0, Element, cancellation);
}
