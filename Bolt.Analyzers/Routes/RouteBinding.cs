using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>What the generator decided about calling a route's handler: decided by its own parsers.</summary>
internal sealed record RouteBinding(HandlerBinding? Handler, Refusal? Refusal)
{
    private static readonly RouteBinding Unknown = new(null, null);

    /// <summary>Nothing at all while a type does not resolve or the pattern is wrong: the compiler or another rule reports that.</summary>
    public static RouteBinding Read(Route route, Compilation compilation)
    {
        if (HasErrors(route) || route.Pattern.Problem is not null)
        {
            return Unknown;
        }

        var binding = HandlerBindingParser.Parse(route.Method, route.Type, !route.Served.Overriding.IsEmpty, route.Declaration, route.Pattern, compilation, out var refusal);
        return new(binding, refusal);
    }

    /// <summary>The parameter at fault, else the handler's name.</summary>
    public static Location LocationOf(Route route, string? parameter) =>
        route.Method.Parameters.FirstOrDefault(p => p.Name == parameter) is { Locations: { Length: > 0 } locations }
            ? locations[0]
            : route.Method.Locations[0];

    private static bool HasErrors(Route route) =>
        IsError(route.Method.ReturnType)
        || route.Method.Parameters.Any(static p => IsError(p.Type) || p.GetAttributes().Any(AttributeFacts.IsUnresolved))
        || (!route.Method.IsStatic && route.Type.InstanceConstructors.Any(static c => c.Parameters.Any(static p => IsError(p.Type))));

    private static bool IsError(ITypeSymbol type) => type switch
    {
        IErrorTypeSymbol => true,
        IArrayTypeSymbol array => IsError(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(IsError),
        _ => false,
    };
}
