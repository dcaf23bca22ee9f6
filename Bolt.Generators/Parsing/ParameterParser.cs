using System;
using System.Collections.Immutable;
using System.Linq;
using Bolt.Generators.Emit;
using Bolt.Generators.Model;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Generators.Parsing;

/// <summary>Decides where each handler parameter comes from, in the order minimal APIs do.</summary>
internal static class ParameterParser
{
    public static ImmutableArray<ParameterModel>? Parse(
        IMethodSymbol method, RouteDeclaration route, ImmutableArray<RoutePatternParameter> pattern, Compilation compilation, out Refusal? refusal)
    {
        refusal = null;
        var parameters = ImmutableArray.CreateBuilder<ParameterModel>(method.Parameters.Length);
        foreach (var parameter in method.Parameters)
        {
            if (!SymbolFacts.IsNameable(parameter.Type, compilation) || parameter.Type.IsRefLikeType)
            {
                refusal = new(RefusalKind.Parameter, $"parameter '{parameter.Name}' has a type that generated code cannot name", parameter.Name);
                return null;
            }

            if (ParseOne(parameter, route, pattern) is not { } model)
            {
                refusal = new(RefusalKind.Parameter, $"parameter '{parameter.Name}' cannot be bound", parameter.Name);
                return null;
            }

            parameters.Add(model);
        }

        if (parameters.Count(static p => p.Kind == ParameterKind.Body) > 1)
        {
            refusal = new(RefusalKind.Bodies, "more than one parameter is read from the body");
            return null;
        }

        return parameters.ToImmutable();
    }

    private static ParameterModel? ParseOne(IParameterSymbol parameter, RouteDeclaration route, ImmutableArray<RoutePatternParameter> pattern)
    {
        var attributes = new BindingAttributes(parameter);
        if (attributes.IsUnsupported)
        {
            return null;
        }

        if (attributes.IsCurrentUser)
        {
            return parameter.Type.IsReferenceType ? Plain(parameter, ParameterKind.User) : null;
        }

        if (attributes.Route is { } fromRoute)
        {
            var name = fromRoute.Name ?? parameter.Name;
            // [FromRoute] for a name the pattern lacks can still be served by a group's prefix.
            return Text(parameter, ParameterKind.Route, name);
        }

        if (attributes.Query is { } query)
        {
            return Text(parameter, ParameterKind.Query, query.Name ?? parameter.Name);
        }

        if (attributes.Header is { } header)
        {
            return Text(parameter, ParameterKind.Header, header.Name ?? parameter.Name);
        }

        if (attributes.Body is { } body)
        {
            return Plain(parameter, ParameterKind.Body) with { IsOptional = IsOptional(parameter) || body.AllowEmpty };
        }

        if (attributes.IsService)
        {
            return Service(parameter);
        }

        if (WellKnown(parameter) is { } known)
        {
            return known;
        }

        if (IsUnsupported(parameter.Type) || HasBindAsync(parameter.Type))
        {
            return null;
        }

        if (TextParsing.Find(Underlying(parameter.Type, out _)) is not null)
        {
            var match = pattern.FirstOrDefault(p => string.Equals(p.Name, parameter.Name, StringComparison.OrdinalIgnoreCase));
            return match.Name is { } inPattern
                ? Text(parameter, ParameterKind.Route, inPattern)
                : Text(parameter, ParameterKind.RouteOrQuery, parameter.Name);
        }

        if (parameter.Type.IsValueType && Underlying(parameter.Type, out _).SpecialType != SpecialType.None)
        {
            return null;
        }

        return MayHaveBody(route)
            ? Plain(parameter, ParameterKind.BodyOrService) with { IsOptional = IsOptional(parameter) }
            : parameter.Type is IArrayTypeSymbol or { IsValueType: true } ? null : Service(parameter);
    }

    private static ParameterModel? WellKnown(IParameterSymbol parameter)
    {
        var type = parameter.Type;
        if (SymbolFacts.IsBolt(type, BoltNames.AuthContext))
        {
            return Plain(parameter, ParameterKind.Auth);
        }

        if (SymbolFacts.IsBolt(type, BoltNames.CurrentUser) && type is INamedTypeSymbol { TypeArguments.Length: 1 } lazy)
        {
            return new(ParameterKind.LazyUser, parameter.Name, parameter.Name, TypeNames.Full(lazy.TypeArguments[0]));
        }

        return type.ToDisplayString(NullableFlowState.NotNull) switch
        {
            "Microsoft.AspNetCore.Http.HttpContext" => Http(parameter, "http"),
            "Microsoft.AspNetCore.Http.HttpRequest" => Http(parameter, "http.Request"),
            "Microsoft.AspNetCore.Http.HttpResponse" => Http(parameter, "http.Response"),
            "System.Threading.CancellationToken" => Http(parameter, "http.RequestAborted"),
            "System.Security.Claims.ClaimsPrincipal" => Plain(parameter, ParameterKind.Principal),
            _ => null,
        };
    }

    /// <summary>Forms and raw bodies are not bound yet: refusing the route beats taking them for services.</summary>
    private static bool IsUnsupported(ITypeSymbol type) => type.ToDisplayString(NullableFlowState.NotNull) is
        "System.IO.Stream" or "System.IO.Pipelines.PipeReader" or "Microsoft.AspNetCore.Http.IFormFile"
        or "Microsoft.AspNetCore.Http.IFormFileCollection" or "Microsoft.AspNetCore.Http.IFormCollection";

    private static ParameterModel Http(IParameterSymbol parameter, string expression) =>
        new(ParameterKind.Http, parameter.Name, parameter.Name, TypeNames.Full(parameter.Type), Expression: expression);

    private static ParameterModel Plain(IParameterSymbol parameter, ParameterKind kind)
    {
        var underlying = Underlying(parameter.Type, out var isNullableValue);
        return new(
            kind,
            parameter.Name,
            parameter.Name,
            TypeNames.Full(underlying),
            IsOptional: IsOptional(parameter),
            IsNullable: TakesNull(parameter),
            IsNullableValue: isNullableValue,
            Default: parameter.HasExplicitDefaultValue ? Literal.Default(parameter) : null);
    }

    private static ParameterModel Service(IParameterSymbol parameter)
    {
        var service = HandlerParser.Service(parameter);
        return Plain(parameter, ParameterKind.Service) with { Type = service.Type, IsNullableValue = false, Expression = service.Key };
    }

    private static ParameterModel? Text(IParameterSymbol parameter, ParameterKind kind, string wireName)
    {
        var underlying = Underlying(parameter.Type, out _);
        if (underlying.SpecialType == SpecialType.System_String)
        {
            return Plain(parameter, kind) with { WireName = wireName };
        }

        return TextParsing.Find(underlying) is { } parse ? Plain(parameter, kind) with { WireName = wireName, Parse = parse } : null;
    }

    /// <summary>As minimal APIs have it: a default, a nullable type, or a reference type in code without nullable annotations.</summary>
    private static bool IsOptional(IParameterSymbol parameter) =>
        parameter.HasExplicitDefaultValue || TakesNull(parameter) || parameter.Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private static bool TakesNull(IParameterSymbol parameter) =>
        parameter.Type.IsReferenceType && parameter.NullableAnnotation != NullableAnnotation.NotAnnotated;

    private static ITypeSymbol Underlying(ITypeSymbol type, out bool isNullableValue)
    {
        isNullableValue = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };
        return isNullableValue ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
    }

    private static bool HasBindAsync(ITypeSymbol type) =>
        type.GetMembers("BindAsync").Any(static m => m is IMethodSymbol { IsStatic: true, DeclaredAccessibility: Accessibility.Public })
        || type.AllInterfaces.Any(static i => i.Name == "IBindableFromHttpContext");

    private static bool MayHaveBody(RouteDeclaration route) =>
        route.Methods.IsEmpty || route.Methods.Any(static m => m is not ("GET" or "HEAD" or "DELETE" or "OPTIONS" or "TRACE" or "CONNECT"));
}
