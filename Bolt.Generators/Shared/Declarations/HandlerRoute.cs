using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>A route attribute, and the class it is served for.</summary>
/// <param name="Attribute">The route attribute.</param>
/// <param name="Method">The method it is on: of <paramref name="Type"/> itself, or of a base type of it.</param>
/// <param name="Type">The class that is made for a request.</param>
/// <param name="Overriding">What runs in the method's place: overrides of it without routes of their own, outermost first.</param>
/// <param name="Groups">The set of routes it belongs to.</param>
internal sealed record HandlerRoute(AttributeData Attribute, IMethodSymbol Method, INamedTypeSymbol Type, ImmutableArray<IMethodSymbol> Overriding, GroupChoice Groups)
{
    public bool IsInherited => !SymbolEqualityComparer.Default.Equals(Method.ContainingType, Type);
}
