using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>Says in words why a level cannot be honored.</summary>
internal static class LevelProblemText
{
    /// <summary>Null for what the compiler reports itself.</summary>
    public static string? Explain(LevelProblem problem) => problem.Kind switch
    {
        LevelProblemKind.NotABackend when problem.Type is INamedTypeSymbol type && (SymbolFacts.IsBackend(type) || SymbolFacts.IsBolt(type, BoltNames.Backend)) => "it is abstract or an interface, and a backend is called through its class",
        LevelProblemKind.NotABackend when SymbolFacts.IsGuard(problem.Type) => "it is a guard; list it in 'Guards'",
        LevelProblemKind.NotABackend => "it does not implement 'IAuthenticationBackend'",
        LevelProblemKind.NotAGuard when problem.Type is { } type && SymbolFacts.IsBackend(type) => "it is an authentication backend; list it in 'Auth'",
        LevelProblemKind.NotAGuard => "it does not derive from 'Guard' or 'AsyncGuard'",
        LevelProblemKind.AbstractGuard => "it is abstract",
        LevelProblemKind.GuardNeedsArguments => ExplainConstruction(problem),
        LevelProblemKind.Unresolved => "its type, which may be a guard, is in no referenced assembly, so reference that assembly",
        LevelProblemKind.AuthsDiffer => "the routes of the method it overrides name different backends, so set 'Auth' here",
        LevelProblemKind.NotAccessible when problem.Type is { DeclaredAccessibility: Accessibility.Public, ContainingType: null } type && !type.Locations.Any(static l => l.IsInSource) =>
            "in generated code its full name, or that of a type argument, means another type or none, so give one of them another name",
        LevelProblemKind.NotAccessible => "generated code cannot reach it, so make it internal",
        LevelProblemKind.NotUnderstood when problem.Index >= 0 => ExplainElement(problem),
        LevelProblemKind.NotUnderstood when problem.Argument.Length == 0 => ExplainAttribute(problem.Attribute),
        _ => null,
    };

    /// <summary>Whether it can be written as an attribute: then that is what the guard is made for.</summary>
    public static bool CanBeAttribute(LevelProblem problem) =>
        problem is { Kind: LevelProblemKind.GuardNeedsArguments, Type: INamedTypeSymbol type }
        && type.InstanceConstructors.Any(static c => c.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal && c.Parameters.All(static p => IsAttributeArgument(p.Type)));

    private static string ExplainConstruction(LevelProblem problem) =>
        CanBeAttribute(problem) ? "it needs arguments, so use it as an attribute"
        : problem.Type is INamedTypeSymbol type && type.InstanceConstructors.Any(static c => c.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal)
            ? "its constructor takes services, but guards are made once: take services from 'context.Services' instead"
            : "generated code cannot reach its constructor, so make it internal";

    private static bool IsAttributeArgument(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1, ElementType: not IArrayTypeSymbol } array => IsAttributeArgument(array.ElementType),
        { TypeKind: TypeKind.Enum } => true,
        { SpecialType: SpecialType.System_Object or SpecialType.System_String or SpecialType.System_Boolean or SpecialType.System_Char } => true,
        { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_UInt64 or SpecialType.System_Single or SpecialType.System_Double } => true,
        { Name: "Type", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } => true,
        _ => false,
    };

    public static string Name(LevelProblem problem) => problem.Type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) ?? "null";

    private static string? ExplainElement(LevelProblem problem) => problem.Type switch
    {
        INamedTypeSymbol { IsUnboundGenericType: true } => "its type arguments are missing",
        null when IsNull(problem) => "it is null",
        IArrayTypeSymbol or ITypeParameterSymbol or IPointerTypeSymbol => "it is not a class",
        _ => null,
    };

    private static bool IsNull(LevelProblem problem) => problem.Attribute.NamedArguments.Any(a =>
        a.Key == problem.Argument && a.Value is { Kind: TypedConstantKind.Array, IsNull: false } list
        && problem.Index < list.Values.Length && list.Values[problem.Index] is { Kind: TypedConstantKind.Type, IsNull: true });

    /// <summary>Only for arguments that compile and yet cannot be written again in generated code.</summary>
    private static string? ExplainAttribute(AttributeData attribute) =>
        attribute.ApplicationSyntaxReference is null ? "a type in its arguments is in no referenced assembly, so reference that assembly"
        : attribute.AttributeConstructor is not null
        && attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(static a => a.Value)).Any(static a => a.Kind is TypedConstantKind.Type or TypedConstantKind.Enum or TypedConstantKind.Array)
        && !attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(static a => a.Value)).Any(HasError)
        && AttributeFacts.HasNoUnknownMember(attribute)
            ? "generated code cannot reach a type in its arguments, so make it internal"
            : null;

    private static bool HasError(TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Error => true,
        TypedConstantKind.Array => !constant.IsNull && constant.Values.Any(HasError),
        TypedConstantKind.Type => constant.Value is ITypeSymbol { TypeKind: TypeKind.Error },
        _ => false,
    };
}
