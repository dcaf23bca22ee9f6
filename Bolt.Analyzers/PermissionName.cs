using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>A permission as a guard attribute names it, and where.</summary>
internal readonly record struct PermissionName(string? Name, Location Location)
{
    /// <summary>In order; empty where a <c>params</c> list is empty or null.</summary>
    public static ImmutableArray<PermissionName> Of(AttributeData guard, CancellationToken cancellation)
    {
        if (guard.ConstructorArguments.IsEmpty)
        {
            return [];
        }

        var argument = guard.ConstructorArguments[0];
        if (argument.Kind != TypedConstantKind.Array)
        {
            return [new(argument.Value as string, AttributeLocations.OfConstructorArgument(guard, 0, -1, cancellation))];
        }

        if (argument.IsNull)
        {
            return [];
        }

        var names = ImmutableArray.CreateBuilder<PermissionName>();
        for (var i = 0; i < argument.Values.Length; i++)
        {
            names.Add(new(argument.Values[i].Value as string, AttributeLocations.OfConstructorArgument(guard, 0, i, cancellation)));
        }

        return names.ToImmutable();
    }
}
