using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>What other frameworks serve. Their endpoints do not ask Bolt's guards, and they do ask <c>[Authorize]</c>.</summary>
internal static class ForeignEndpoints
{
    private const string Mvc = "MVC";

    /// <summary>The framework that serves the type; null where none certainly does.</summary>
    public static string? FrameworkOf(INamedTypeSymbol type)
    {
        var mayBeController = !IsMarked(type, "NonControllerAttribute", "Microsoft.AspNetCore.Mvc");
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (Is(current, "PageModel", "Microsoft.AspNetCore.Mvc.RazorPages") || Is(current, "PageBase", "Microsoft.AspNetCore.Mvc.RazorPages"))
            {
                return "Razor Pages";
            }

            if (Is(current, "Hub", "Microsoft.AspNetCore.SignalR"))
            {
                return "SignalR";
            }

            // Written by the gRPC tooling on the base class of a service.
            if (current.GetAttributes().Any(static a => a.AttributeClass?.Name == "BindServiceMethodAttribute"))
            {
                return "gRPC";
            }

            if (mayBeController && Is(current, "ControllerBase", "Microsoft.AspNetCore.Mvc"))
            {
                return Mvc;
            }
        }

        if (type.AllInterfaces.Any(static i => Is(i, "IComponent", "Microsoft.AspNetCore.Components")))
        {
            return "Blazor";
        }

        return mayBeController && (IsMarked(type, "ControllerAttribute", "Microsoft.AspNetCore.Mvc") || type.GetMembers().OfType<IMethodSymbol>().Any(IsAction)) ? Mvc : null;
    }

    /// <summary>By MVC's naming convention alone, which holds for any public class where MVC is used.</summary>
    public static bool IsControllerByName(INamedTypeSymbol type) =>
        type.Name.EndsWith("Controller", System.StringComparison.OrdinalIgnoreCase) && !IsMarked(type, "NonControllerAttribute", "Microsoft.AspNetCore.Mvc");

    /// <summary><c>[HttpGet]</c>, <c>[Route]</c> and the like: MVC's own way to say that a method is served.</summary>
    public static bool IsAction(IMethodSymbol method) => HasMvcRoute(method);

    /// <summary>The method or class has a route template or HTTP method of MVC.</summary>
    public static bool HasMvcRoute(ISymbol symbol) => symbol.GetAttributes().Any(static a => a.AttributeClass?.AllInterfaces.Any(static i =>
        Is(i, "IRouteTemplateProvider", "Microsoft.AspNetCore.Mvc.Routing") || Is(i, "IActionHttpMethodProvider", "Microsoft.AspNetCore.Mvc.Routing")) == true);

    private static bool IsMarked(INamedTypeSymbol type, string name, string space)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (var attribute in current.GetAttributes())
            {
                for (var marker = attribute.AttributeClass; marker is not null; marker = marker.BaseType)
                {
                    if (Is(marker, name, space))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    private static bool Is(INamedTypeSymbol type, string name, string space) => type.Name == name && type.ContainingNamespace?.ToDisplayString() == space;
}
