using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>Decides how a handler's result is written, as minimal APIs do.</summary>
internal static class ReturnParser
{
    private static readonly PerType<(ReturnModel? Model, Refusal? Refusal)> Known =
        new(SymbolEqualityComparer.IncludeNullability, static (type, compilation) => (Parse(type, compilation, out var refusal), refusal));

    public static ReturnModel? Parse(IMethodSymbol method, Compilation compilation, out Refusal? refusal)
    {
        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
        {
            refusal = new(RefusalKind.Return, "its return type cannot be named in generated code");
            return null;
        }

        (var model, refusal) = Known.Of(method.ReturnType, compilation);
        return model;
    }

    private static ReturnModel? Parse(ITypeSymbol returned, Compilation compilation, out Refusal? refusal)
    {
        refusal = null;
        if (!SymbolFacts.IsNameable(returned, compilation))
        {
            refusal = new(RefusalKind.Return, "its return type cannot be named in generated code");
            return null;
        }

        var type = Unwrap(returned, out var isVoid);
        var isTask = isVoid ? returned.SpecialType != SpecialType.System_Void : !SymbolEqualityComparer.Default.Equals(type, returned);
        if (isVoid)
        {
            return new(ReturnKind.Nothing, "void", isTask, false, ImmutableArray<string>.Empty);
        }

        if (type.IsRefLikeType)
        {
            refusal = new(RefusalKind.Return, "its return type cannot be named in generated code");
            return null;
        }

        var name = TypeNames.Full(type) + (type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } ? "?" : string.Empty);
        if (type.SpecialType == SpecialType.System_String)
        {
            return new(ReturnKind.Text, name, isTask, false, ImmutableArray<string>.Empty);
        }

        if (type.SpecialType == SpecialType.System_Object || type.TypeKind == TypeKind.Dynamic)
        {
            return new(ReturnKind.Dynamic, "object?", isTask, false, ImmutableArray<string>.Empty, type.TypeKind == TypeKind.Dynamic);
        }

        // What is both is executed as the typed result that it is.
        if (MvcResult(type) is { } mvc && !SymbolFacts.Implements(type, PlatformNames.Result))
        {
            refusal = new(RefusalKind.MvcResult, mvc);
            return null;
        }

        if (SymbolFacts.Implements(type, PlatformNames.Result))
        {
            var json = new List<ITypeSymbol>();
            CollectJson(type, json);
            return new(
                ReturnKind.Result,
                name,
                isTask,
                SymbolFacts.Implements(type, PlatformNames.EndpointMetadataProvider),
                json.Select(TypeNames.Full).Distinct().OrderBy(static t => t, System.StringComparer.Ordinal).ToImmutableArray());
        }

        if (SymbolFacts.IsStream(type))
        {
            return new(ReturnKind.Stream, name, isTask, false, ImmutableArray<string>.Empty);
        }

        return new(ReturnKind.Json, TypeNames.Full(type), isTask, false, ImmutableArray<string>.Empty);
    }

    /// <summary>The types the handler's result is written as JSON of.</summary>
    public static ImmutableArray<ITypeSymbol> JsonTypes(IMethodSymbol method, ReturnModel model)
    {
        var type = Unwrap(method.ReturnType, out _);
        if (model.Kind == ReturnKind.Json)
        {
            return [type];
        }

        var json = new List<ITypeSymbol>();
        if (model.Kind == ReturnKind.Result)
        {
            CollectJson(type, json);
        }

        return [.. json];
    }

    /// <summary>Null for what is no result of MVC.</summary>
    private static string? MvcResult(ITypeSymbol type) =>
        SymbolFacts.Implements(type, PlatformNames.ActionResult) || SymbolFacts.Implements(type, PlatformNames.ConvertToActionResult)
            ? TypeNames.Display(type)
            : null;

    private static ITypeSymbol Unwrap(ITypeSymbol type, out bool isVoid)
    {
        isVoid = type.SpecialType == SpecialType.System_Void;
        if (SymbolFacts.Is(type, PlatformNames.Task) || SymbolFacts.Is(type, PlatformNames.ValueTask))
        {
            isVoid = true;
            return type;
        }

        return SymbolFacts.Is(type, PlatformNames.TaskOfResult) || SymbolFacts.Is(type, PlatformNames.ValueTaskOfResult) ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
    }

    /// <summary>Looks into <c>Ok&lt;T&gt;</c>, <c>Created&lt;T&gt;</c> and the unions, whose values are written as JSON after the handler returned.</summary>
    private static void CollectJson(ITypeSymbol type, List<ITypeSymbol> json)
    {
        if (type is not INamedTypeSymbol { IsGenericType: true } named || !SymbolFacts.IsIn(named, PlatformNames.HttpResults))
        {
            return;
        }

        foreach (var argument in named.TypeArguments)
        {
            if (named.Name == "Results")
            {
                CollectJson(argument, json);
            }
            else if (argument.SpecialType != SpecialType.System_String && argument.SpecialType != SpecialType.System_Object)
            {
                json.Add(argument);
            }
        }
    }
}
