using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>The endpoint filters of a route: <c>[EndpointFilter&lt;T&gt;]</c>. A route whose filter generated code cannot name is refused: without it the filter would be lost.</summary>
internal static class EndpointFilters
{
    public static bool Is(AttributeData attribute) => SymbolFacts.IsBolt(attribute.AttributeClass, BoltNames.EndpointFilterAttribute);

    /// <summary>The filter that the attribute adds.</summary>
    public static ITypeSymbol? TypeOf(AttributeData attribute) => attribute.AttributeClass!.TypeArguments.FirstOrDefault();

    /// <summary>The first that generated code cannot add; null where it can add all.</summary>
    public static AttributeData? FindUnusable(HandlerRoute route, Compilation compilation) => EndpointAttributes.Of(route).FirstOrDefault(a => Is(a) && !IsUsable(a, compilation));

    /// <summary>Says in words why it cannot be added; null for what the compiler reports itself.</summary>
    public static string? Explain(AttributeData attribute, Compilation compilation) => TypeOf(attribute) switch
    {
        null => null,
        { TypeKind: TypeKind.Error } when attribute.ApplicationSyntaxReference is not null => null,
        { TypeKind: TypeKind.Error } type => $"the endpoint filter '{type.Name}' is in no referenced assembly, so reference that assembly",
        var type when SymbolFacts.IsNameable(type, compilation) => $"the endpoint filter '{TypeNames.Display(type)}' is marked [Obsolete] as an error, so generated code cannot add it",
        var type when !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly) => $"generated code cannot reach the endpoint filter '{TypeNames.Display(type)}' of {type.ContainingAssembly?.Name}, so make it public there",
        var type => $"generated code cannot reach the endpoint filter '{TypeNames.Display(type)}', so make it internal",
    };

    private static bool IsUsable(AttributeData attribute, Compilation compilation) =>
        TypeOf(attribute) is { } type && SymbolFacts.IsNameable(type, compilation) && !ObsoleteUse.IsError(type, compilation);
}
