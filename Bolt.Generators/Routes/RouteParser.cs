using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bolt.Generators.Model;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Bolt.Generators.Routes;

/// <summary>Turns one route into a model. What cannot be implemented exactly as declared becomes a refused route, never a weaker one.</summary>
internal static class RouteParser
{
    public const string LanguageTooOld = "generated code needs C# 12";

    public static RouteModel? Parse(HandlerRoute route, Compilation compilation)
    {
        var (attribute, method, type) = (route.Attribute, route.Method, route.Type);
        if (RouteAttributeReader.Read(attribute, type, route.Groups) is not { } declaration)
        {
            return null;
        }

        var security = SecurityLevels.OfRoute(route, compilation);
        var body = ParseBody(route, declaration, security, compilation, out var refusal);
        return new(
            TypeNames.Display(type),
            declaration.Display,
            declaration.Pattern,
            declaration.Methods,
            TypeNames.Display(type) + "." + method.Name,
            method.Name + "(" + string.Join(",", method.Parameters.Select(static p => TypeNames.Display(p.Type))) + ") " + declaration.Display
                + (route.IsInherited ? " " + TypeNames.Display(method.ContainingType) : ""),
            body,
            refusal,
            body is null || !IsLibrary(compilation) ? ImmutableArray<string>.Empty : [.. SurfaceLineReader.Read(route, declaration, security, body.Options).Select(static l => l.ToString())]);
    }

    private static bool IsLibrary(Compilation compilation) => compilation.Options.OutputKind is OutputKind.DynamicallyLinkedLibrary or OutputKind.NetModule;

    /// <summary>The model of a route that could not be parsed.</summary>
    public static RouteModel Refused(IMethodSymbol method, string refusal)
    {
        var type = method.ContainingType.ToDisplayString();
        return new(type, method.Name, string.Empty, ImmutableArray<string>.Empty, type + "." + method.Name, method.Name, null, refusal, ImmutableArray<string>.Empty);
    }

    private static EndpointModel? ParseBody(HandlerRoute route, RouteDeclaration declaration, EffectiveSecurity security, Compilation compilation, out string? refusal)
    {
        if (compilation is CSharpCompilation { LanguageVersion: < LanguageVersion.CSharp12 })
        {
            refusal = LanguageTooOld;
            return null;
        }

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

        var binding = HandlerBindingParser.Parse(route.Method, route.Type, !route.Overriding.IsEmpty, declaration, pattern, compilation, out var found);
        refusal = found?.Reason;
        if (binding is null)
        {
            return null;
        }

        if (EndpointFilters.FindUnusable(route, compilation) is not null)
        {
            refusal = "generated code cannot name one of its endpoint filters";
            return null;
        }

        return new(
            declaration.Name,
            declaration.Summary,
            declaration.Tags,
            security.Auth.Select(static b => new BackendModel(TypeNames.Full(b), GuardText.OfBackend(b), SymbolFacts.IsCookieBackend(b))).ToImmutableArray(),
            security.Guards.Select(static g => GuardParser.Parse(g)).ToImmutableArray(),
            SurfaceLineReader.Options(route),
            binding.Handler,
            HandlerAttributes.OfClass(route.Type, compilation),
            HandlerAttributes.OfHandler(route, security.Guards, compilation),
            binding.Parameters,
            binding.Return,
            RequirementParser.Parse(route, declaration.Display, security.Guards, binding, compilation));
    }
}
