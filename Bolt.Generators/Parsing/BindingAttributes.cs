using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Generators.Parsing;

/// <summary>What a parameter's attributes say about its source. Recognised by the metadata interfaces, as ASP.NET Core does.</summary>
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

            if (SymbolFacts.Is(type, "Microsoft.AspNetCore.Http", "AsParametersAttribute"))
            {
                IsAsParameters = true;
            }

            if (SymbolFacts.Is(type, "Microsoft.Extensions.DependencyInjection", "FromKeyedServicesAttribute"))
            {
                IsService = true;
            }

            foreach (var metadata in type.AllInterfaces.Where(static i => i.ContainingNamespace.ToDisplayString() == "Microsoft.AspNetCore.Http.Metadata"))
            {
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

    private static string? Name(AttributeData attribute) =>
        attribute.NamedArguments.FirstOrDefault(static a => a.Key == "Name").Value is { Kind: TypedConstantKind.Primitive, Value: string { Length: > 0 } name } ? name : null;
}

/// <summary>A source with a name of its own, if one is given.</summary>
internal readonly record struct FromNamed(string? Name);

/// <summary>The body.</summary>
internal readonly record struct FromBody(bool AllowEmpty);
