using System;
using System.Collections.Immutable;
using System.Linq;
using Bolt.Generators.Model;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Generators.Routes;

/// <summary>Turns one route attribute into a model. What cannot be implemented exactly as declared becomes a refused route, never a weaker one.</summary>
internal static class RouteParser
{
    public static RouteModel? Parse(AttributeData attribute, IMethodSymbol method, Compilation compilation)
    {
        var type = method.ContainingType;
        if (RouteAttributeReader.Read(attribute, type) is not { } declaration)
        {
            return null;
        }

        var body = ParseBody(declaration, method, compilation, out var refusal);
        return new(
            TypeNames.Display(type),
            declaration.Display,
            declaration.Pattern,
            declaration.Methods,
            TypeNames.Display(type) + "." + method.Name,
            method.Name + "(" + string.Join(",", method.Parameters.Select(static p => TypeNames.Display(p.Type))) + ") " + declaration.Display,
            body,
            refusal);
    }

    private static EndpointModel? ParseBody(RouteDeclaration declaration, IMethodSymbol method, Compilation compilation, out string? refusal)
    {
        var security = SecurityLevels.OfRoute(declaration.Attribute, method, SecurityLevelReader.ReadAssembly(compilation), compilation);
        if (!security.Problems.IsEmpty)
        {
            refusal = "its Auth or Guards cannot be understood";
            return null;
        }

        var pattern = RoutePattern.Parse(declaration.Pattern);
        if (pattern.Problem is not null)
        {
            refusal = "its pattern is not valid";
            return null;
        }

        var binding = HandlerBindingParser.Parse(method, declaration, pattern, compilation, out var found);
        refusal = found?.Reason;
        if (binding is null)
        {
            return null;
        }

        return new(
            declaration.Name,
            declaration.Summary,
            declaration.Tags,
            security.Auth.Select(static b => new BackendModel(TypeNames.Full(b), GuardParser.BackendDisplay(b), SymbolFacts.IsCookieBackend(b))).ToImmutableArray(),
            security.Guards.Select(static g => GuardParser.Parse(g)).ToImmutableArray(),
            binding.Handler,
            HandlerAttributes.Parse(method, security.Guards, compilation) is { } attributes ? attributes : default(EquatableArray<string>?),
            binding.Parameters,
            binding.Return);
    }
}
