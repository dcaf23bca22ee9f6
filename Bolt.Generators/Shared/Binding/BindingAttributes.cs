using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>
/// What a parameter's attributes say about its source. Recognized by the metadata interfaces, as ASP.NET Core does; only the framework's own attributes
/// are followed, since what a user's attribute makes of its name is decided by code that runs later.
/// </summary>
internal readonly struct BindingAttributes
{
    public BindingAttributes(BindingTarget target)
    {
        foreach (var attribute in target.Attributes)
        {
            if (attribute.AttributeClass is not { } type)
            {
                continue;
            }

            if (SymbolFacts.IsBolt(type, BoltNames.CurrentUserAttribute))
            {
                IsCurrentUser = true;
                continue;
            }

            if (DerivesFrom(type, IsAsParametersAttribute))
            {
                IsAsParameters = true;
                Foreign ??= IsAsParametersAttribute(type) ? null : type;
            }

            if (DerivesFrom(type, IsKeyedService))
            {
                IsService = true;
                Foreign ??= IsKeyedService(type) ? null : type;
            }

            foreach (var metadata in type.AllInterfaces.Where(static i => Sources.Contains(i.Name) && SymbolFacts.IsIn(i, PlatformNames.HttpMetadata)))
            {
                Foreign ??= IsFrameworks(type) ? null : type;
                switch (metadata.Name)
                {
                    case "IFromRouteMetadata":
                        Route = new(Name(attribute));
                        break;
                    case "IFromQueryMetadata":
                        Query = new(Name(attribute));
                        break;
                    case "IFromHeaderMetadata":
                        Header = new(Name(attribute));
                        break;
                    case "IFromBodyMetadata":
                        Body = new(attribute.NamedArguments.Any(static a => a is { Key: "EmptyBodyBehavior", Value.Value: 1 } or { Key: "AllowEmpty", Value.Value: true }));
                        break;
                    case "IFromServiceMetadata":
                        IsService = true;
                        break;
                    case "IFromFormMetadata":
                        Form = new(Name(attribute));
                        break;
                }
            }
        }
    }

    /// <summary>A binding attribute that is not the framework's own, if there is one.</summary>
    public INamedTypeSymbol? Foreign { get; }

    public FromNamed? Route { get; }

    public FromNamed? Query { get; }

    public FromNamed? Header { get; }

    public FromNamed? Form { get; }

    public FromBody? Body { get; }

    public bool IsService { get; }

    public bool IsCurrentUser { get; }

    /// <summary>Some part of the request, the form apart, or a service is named as the source.</summary>
    public bool HasSourceBesideForm => IsService || Route is not null || Query is not null || Header is not null || Body is not null;

    /// <summary>The value is taken from what the client sends.</summary>
    public bool IsSent => IsAsParameters || Route is not null || Query is not null || Header is not null || Body is not null || Form is not null;

    /// <summary>Its members are the parameters.</summary>
    public bool IsAsParameters { get; }

    public static bool IsKeyedService(ITypeSymbol? type) => SymbolFacts.Is(type, PlatformNames.FromKeyedServicesAttribute);

    public static bool IsAsParametersAttribute(ITypeSymbol? type) => SymbolFacts.Is(type, PlatformNames.AsParametersAttribute);

    private static readonly string[] Sources =
        ["IFromRouteMetadata", "IFromQueryMetadata", "IFromHeaderMetadata", "IFromBodyMetadata", "IFromServiceMetadata", "IFromFormMetadata"];

    /// <summary>Of ASP.NET Core itself: the assembly is looked at too, since anyone may write into its namespace.</summary>
    private static bool IsFrameworks(INamedTypeSymbol type) =>
        SymbolFacts.IsIn(type, PlatformNames.Mvc) && type.ContainingAssembly?.Name is "Microsoft.AspNetCore.Mvc.Core";

    private static bool DerivesFrom(INamedTypeSymbol type, System.Func<ITypeSymbol, bool> isBase)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (isBase(current))
            {
                return true;
            }
        }

        return false;
    }

    private static string? Name(AttributeData attribute) =>
        attribute.NamedArguments.FirstOrDefault(static a => a.Key == "Name").Value is { Kind: TypedConstantKind.Primitive, Value: string { Length: > 0 } name } ? name : null;
}
