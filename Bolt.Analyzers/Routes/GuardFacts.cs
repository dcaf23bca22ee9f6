using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>What guards say of themselves. Of one that says nothing nothing is known, and the rules that would have to know stay silent.</summary>
internal static class GuardFacts
{
    /// <summary>It never lets an anonymous caller pass.</summary>
    public static bool NeedsIdentity(INamedTypeSymbol guard) => GuardAttributes.NeedsIdentity(guard);

    /// <summary>It asks who is calling and nothing more.</summary>
    public static bool IsIdentityOnly(INamedTypeSymbol guard) =>
        GuardAttributes.Find(guard, BoltNames.RequiresIdentityAttribute)?.NamedArguments.Any(static a => a is { Key: BoltNames.IdentityOnlyArgument, Value.Value: true }) == true;

    /// <summary>It sends the visitors of pages to a login page, which its <c>LoginUrl</c> may name.</summary>
    public static bool RedirectsToLogin(INamedTypeSymbol guard) => GuardAttributes.Find(guard, BoltNames.RedirectsToLoginAttribute) is not null;

    /// <summary>As it is written here it does: one that is told to respond 403 instead never redirects.</summary>
    public static bool RedirectsToLogin(GuardUse guard) =>
        RedirectsToLogin(guard.Type) && guard.Attribute?.NamedArguments.Any(static a => a is { Key: BoltNames.RaiseExceptionArgument, Value.Value: true }) != true;

    /// <summary>Its first constructor argument names permissions. A class that derives from such a guard may have other constructors.</summary>
    public static bool NamesPermissions(INamedTypeSymbol guard) =>
        GuardAttributes.Find(guard, BoltNames.NamesPermissionsAttribute) is not null
        && guard.InstanceConstructors.All(static c => !c.Parameters.IsEmpty && IsStringOrStrings(c.Parameters[0].Type));

    private static bool IsStringOrStrings(ITypeSymbol type) =>
        (type is IArrayTypeSymbol { Rank: 1 } array ? array.ElementType : type).SpecialType == SpecialType.System_String;

    public static bool IsBuiltIn(INamedTypeSymbol guard) => SymbolFacts.IsBolt(guard, guard.Name);

    /// <summary>A caller who passes <paramref name="inner"/> would have passed <paramref name="outer"/>.</summary>
    public static bool Implies(GuardUse inner, GuardUse outer) =>
        (IsIdentityOnly(outer.Type) && NeedsIdentity(inner.Type))
        || (SymbolEqualityComparer.Default.Equals(inner.Type, outer.Type) && HasNoArguments(inner) && HasNoArguments(outer));

    private static bool HasNoArguments(GuardUse guard) =>
        guard.Attribute is null or { ConstructorArguments.IsEmpty: true, NamedArguments.IsEmpty: true };
}
