using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.Shared;

/// <summary>
/// A type's methods of a name that the compiler never generates by itself. Asking a record in source for its members makes the compiler create its equality and printing too, at every
/// keystroke; whether the method is there, the syntax says already.
/// </summary>
internal static class NamedMethods
{
    public static IEnumerable<IMethodSymbol> Of(ITypeSymbol type, string name) =>
        IsDeclared(type, name) ? type.GetMembers(name).OfType<IMethodSymbol>() : [];

    private static bool IsDeclared(ITypeSymbol type, string name) =>
        type.OriginalDefinition.DeclaringSyntaxReferences is not { IsEmpty: false } declarations
        || !type.IsRecord
        || declarations.Any(d => d.GetSyntax() is not TypeDeclarationSyntax declaration || declaration.Members.Any(m => m is MethodDeclarationSyntax method && method.Identifier.ValueText == name));
}
