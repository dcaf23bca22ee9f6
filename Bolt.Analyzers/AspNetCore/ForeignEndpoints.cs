using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>What other frameworks serve. Their endpoints do not run Bolt's guards, and they do honor <c>[Authorize]</c>.</summary>
internal static class ForeignEndpoints
{
    private const string Mvc = "MVC";

    /// <summary>The framework that serves the type; null where none certainly does.</summary>
    public static string? FrameworkOf(INamedTypeSymbol type)
    {
        var mayBeController = !IsMarked(type, PlatformNames.NonControllerAttribute);
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (SymbolFacts.Is(current, PlatformNames.PageModel) || SymbolFacts.Is(current, PlatformNames.PageBase))
            {
                return "Razor Pages";
            }

            if (SymbolFacts.Is(current, PlatformNames.Hub))
            {
                return "SignalR";
            }

            // Written by the gRPC tooling on the base class of a service.
            if (current.GetAttributes().Any(static a => SymbolFacts.Is(a.AttributeClass, PlatformNames.BindServiceMethodAttribute)))
            {
                return "gRPC";
            }

            if (mayBeController && SymbolFacts.Is(current, PlatformNames.ControllerBase))
            {
                return Mvc;
            }
        }

        if (type.AllInterfaces.Any(static i => SymbolFacts.Is(i, PlatformNames.Component)))
        {
            return "Blazor";
        }

        return mayBeController && (IsMarked(type, PlatformNames.ControllerAttribute) || type.GetMembers().OfType<IMethodSymbol>().Any(IsAction)) ? Mvc : null;
    }

    /// <summary>By MVC's naming convention alone, which holds for any public class where MVC is used.</summary>
    public static bool IsControllerByName(INamedTypeSymbol type) =>
        type.Name.EndsWith("Controller", System.StringComparison.OrdinalIgnoreCase) && !IsMarked(type, PlatformNames.NonControllerAttribute);

    /// <summary><c>[HttpGet]</c>, <c>[Route]</c> and the like: MVC's own way to say that a method is served.</summary>
    public static bool IsAction(IMethodSymbol method) => HasMvcRoute(method);

    /// <summary>The method or class has a route template or HTTP method of MVC.</summary>
    public static bool HasMvcRoute(ISymbol symbol) => symbol.GetAttributes().Any(static a => a.AttributeClass?.AllInterfaces.Any(static i =>
        SymbolFacts.Is(i, PlatformNames.RouteTemplateProvider) || SymbolFacts.Is(i, PlatformNames.ActionHttpMethodProvider)) == true);

    private static bool IsMarked(INamedTypeSymbol type, PlatformName name)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (var attribute in current.GetAttributes())
            {
                for (var marker = attribute.AttributeClass; marker is not null; marker = marker.BaseType)
                {
                    if (SymbolFacts.Is(marker, name))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }
}
