using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>The lines of a route as it is declared.</summary>
internal static class SurfaceLineReader
{
    /// <summary>One for each method.</summary>
    /// <param name="route">The route.</param>
    /// <param name="declaration">As its attribute declares it.</param>
    /// <param name="security">Who may call it.</param>
    /// <param name="options">Its <see cref="Options"/>.</param>
    public static IEnumerable<SurfaceLine> Read(HandlerRoute route, RouteDeclaration declaration, EffectiveSecurity security, IReadOnlyList<string> options)
    {
        IReadOnlyList<string> auth = [.. security.Auth.Select(GuardText.OfBackend)];
        IReadOnlyList<string> guards = [.. security.Guards.Select(GuardText.Of)];
        var handler = TypeNames.Display(route.Type) + "." + route.Method.Name;
        return (declaration.Methods.IsEmpty ? ["*"] : declaration.Methods).Select(m => new SurfaceLine(m, declaration.Pattern, auth, guards, options, handler));
    }

    /// <summary>What the surface says beside backends and guards: the check of where a request comes from, and what routing chooses by.</summary>
    public static ImmutableArray<string> Options(HandlerRoute route)
    {
        var options = new List<string>();
        if (Antiforgery.MayBeOff(route))
        {
            options.Add(SurfaceLine.NoCrossSiteCheck);
        }

        AttributeData? hosts = null;
        foreach (var attribute in EndpointAttributes.Of(route))
        {
            if (SymbolFacts.Implements(attribute.AttributeClass, PlatformNames.HostMetadata))
            {
                // The last one counts.
                hosts = attribute;
            }
            else if (Selects(attribute))
            {
                options.Add("by: " + CSharpLiteral.Text(TypeNames.Display(attribute.AttributeClass!) + "(" + string.Join(", ", Constants(attribute).Select(CSharpLiteral.Display)) + ")"));
            }
        }

        if (hosts is not null)
        {
            options.Add("host: " + CSharpLiteral.Text(string.Join(", ", Constants(hosts).Select(static c => c.Value).OfType<string>())));
        }

        return options.Count < 2 ? [.. options] : [.. options.Distinct()];
    }

    private static bool Selects(AttributeData attribute) =>
        SymbolFacts.Implements(attribute.AttributeClass, PlatformNames.AcceptsMetadata)
        || SymbolFacts.Implements(attribute.AttributeClass, PlatformNames.ApiRequestMetadataProvider);

    private static IEnumerable<TypedConstant> Constants(AttributeData attribute) =>
        attribute.ConstructorArguments.SelectMany(static a => a.Kind == TypedConstantKind.Array ? a.IsNull ? [] : a.Values.AsEnumerable() : [a]);
}
