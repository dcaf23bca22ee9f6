using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>Makes the model of one value once its source is known.</summary>
internal static class ParameterFactory
{
    /// <summary>A value that the request has as it is.</summary>
    public static ParameterModel FromHttp(BindingTarget target, ParameterKind kind, HttpValue value) =>
        new(kind, target.Name, target.Name, TypeNames.Full(target.Type), Value: value);

    public static ParameterModel Create(BindingTarget target, ParameterKind kind)
    {
        var underlying = Underlying(target.Type, out var isNullableValue);
        return new(
            kind,
            target.Name,
            target.Name,
            TypeNames.Full(underlying),
            IsOptional: IsOptional(target),
            IsNullable: TakesNull(target),
            IsNullableValue: isNullableValue,
            Default: target.HasDefault ? CSharpLiteral.Default(target.Parameter!) : null);
    }

    public static ParameterModel FromServices(BindingTarget target)
    {
        var service = HandlerParser.Service(target);
        return Create(target, ParameterKind.Service) with { Type = service.Type, IsNullableValue = false, Key = service.Key };
    }

    /// <summary>Null for a type that no string can become.</summary>
    public static ParameterModel? FromText(BindingTarget target, ParameterKind kind, string? wireName)
    {
        var value = Create(target, kind) with { WireName = wireName ?? target.Name };
        var underlying = Underlying(target.Type, out _);
        if (TextConversion.Find(underlying) is { } parse)
        {
            return value with { Parse = parse };
        }

        // A route has one value of each name.
        if (kind is ParameterKind.Route or ParameterKind.RouteOrQuery)
        {
            return null;
        }

        if (SymbolFacts.Is(underlying, PlatformNames.StringValues))
        {
            return value with { Shape = TextShape.Values };
        }

        if (underlying is not IArrayTypeSymbol { Rank: 1 } array)
        {
            return null;
        }

        var element = Underlying(array.ElementType, out var isNullableValue);
        return TextConversion.Find(element) is { } each
            ? value with { Parse = each, Shape = TextShape.Array, Element = TypeNames.Full(element), IsElementNullableValue = isNullableValue }
            : null;
    }

    /// <summary>As minimal APIs have it: a default, a nullable type, or a reference type in code without nullable annotations.</summary>
    public static bool IsOptional(BindingTarget target) =>
        target.HasDefault || TakesNull(target) || target.Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    public static bool TakesNull(BindingTarget target) => target.Type.IsReferenceType && target.Annotation != NullableAnnotation.NotAnnotated;

    public static ITypeSymbol Underlying(ITypeSymbol type, out bool isNullableValue)
    {
        isNullableValue = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };
        return isNullableValue ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
    }
}
