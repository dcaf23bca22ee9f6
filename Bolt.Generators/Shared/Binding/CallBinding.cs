using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Bolt.Shared;

/// <summary>
/// Asks the compiler what the emitted call will bind to. Overload resolution is not left to chance: an overload without the guards of the handler
/// must never run in its place.
/// </summary>
internal static class CallBinding
{
    /// <summary>A variable of a type, without being a constant that converts to other types.</summary>
    private const string Variable = "global::System.Runtime.CompilerServices.Unsafe.NullRef";

    /// <param name="method">The handler.</param>
    /// <param name="beside">A symbol of the project whose file may name the handler's class.</param>
    /// <param name="compilation">The compilation.</param>
    public static CallForm FormOf(IMethodSymbol method, ISymbol beside, Compilation compilation)
    {
        if (IsOnlyOneOfItsName(method))
        {
            return CallForm.Plain;
        }

        var type = TypeNames.TypeOf(method.ContainingType);
        var receiver = method.IsStatic ? type : $"{Variable}<{type}>()";
        return Binds(CallForm.Plain) ? CallForm.Plain
            : method.Parameters.Any(static p => p.RefKind == RefKind.In) && Binds(CallForm.WithIn) ? CallForm.WithIn
            : CallForm.Impossible;

        bool Binds(CallForm form) => IsBoundTo(method, $"{receiver}.{CSharpLiteral.Identifier(method.Name)}({Arguments(method, form)})", beside, compilation);
    }

    /// <summary>Whether <c>new T(…)</c>, with an argument of the type of each of its parameters, calls this constructor.</summary>
    /// <param name="constructor">The constructor.</param>
    /// <param name="beside">A symbol of the project whose file may name the type.</param>
    /// <param name="compilation">The compilation.</param>
    public static bool Constructs(IMethodSymbol constructor, ISymbol beside, Compilation compilation) =>
        constructor.ContainingType.InstanceConstructors.Length == 1
        || IsBoundTo(constructor, $"new {TypeNames.TypeOf(constructor.ContainingType)}({Arguments(constructor, CallForm.Plain)})", beside, compilation);

    /// <summary>Counts base types too: a method of theirs may be the better one, and a new one hides an override.</summary>
    private static bool IsOnlyOneOfItsName(IMethodSymbol method)
    {
        var overridden = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        for (var current = method; current is not null; current = current.OverriddenMethod)
        {
            overridden.Add(current.OriginalDefinition);
        }

        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(method.Name).Any(m => !overridden.Contains(m.OriginalDefinition)))
            {
                return false;
            }
        }

        return true;
    }

    private static string Arguments(IMethodSymbol method, CallForm form) => string.Join(", ", method.Parameters.Select(p =>
        $"{(form == CallForm.WithIn && p.RefKind == RefKind.In ? "in " : "")}{Variable}<{TypeNames.TypeOf(p.Type)}>()"));

    private static bool IsBoundTo(IMethodSymbol method, string call, ISymbol beside, Compilation compilation)
    {
        // Bound in front of the outermost type: as from another file of the assembly, the members that are private there cannot be seen.
        var declaration = beside.DeclaringSyntaxReferences[0];
        var outermost = declaration.GetSyntax().AncestorsAndSelf().LastOrDefault(static n => n is Microsoft.CodeAnalysis.CSharp.Syntax.BaseTypeDeclarationSyntax) ?? declaration.GetSyntax();
#pragma warning disable RS1030 // Only where a name is overloaded, and the answer is cached with the route.
        var model = compilation.GetSemanticModel(declaration.SyntaxTree);
#pragma warning restore RS1030
        var info = model.GetSpeculativeSymbolInfo(outermost.SpanStart, SyntaxFactory.ParseExpression(call), SpeculativeBindingOption.BindAsExpression);
        return SymbolEqualityComparer.Default.Equals(info.Symbol is IMethodSymbol { PartialDefinitionPart: { } definition } ? definition : info.Symbol, method.PartialDefinitionPart ?? method);
    }
}
