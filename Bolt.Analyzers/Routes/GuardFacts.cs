using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>What Bolt's own guards mean. Of a guard of the user's nothing is known, and the rules that would have to know stay silent.</summary>
internal static class GuardFacts
{
    /// <summary>It never lets a caller pass whom no backend has accepted.</summary>
    public static bool NeedsIdentity(INamedTypeSymbol guard) => IsBuiltIn(guard) && guard.Name is
        "IsAuthenticated" or "IsStaff" or "IsAdminUser" or "HasPermission" or "HasAnyPermission" or "HasAllPermissions"
        or "Requires" or "LoginRequired" or "PermissionRequired" or "UserPassesTest";

    /// <summary>It asks who is calling and nothing more.</summary>
    public static bool IsIdentityOnly(INamedTypeSymbol guard) => IsBuiltIn(guard) && guard.Name is "IsAuthenticated" or "LoginRequired";

    /// <summary>Its constructor arguments are permission names.</summary>
    public static bool NamesPermissions(INamedTypeSymbol guard) => IsBuiltIn(guard) && guard.Name is
        "HasPermission" or "HasAnyPermission" or "HasAllPermissions" or "PermissionRequired";

    public static bool IsBuiltIn(INamedTypeSymbol guard) => SymbolFacts.IsBolt(guard, guard.Name);

    /// <summary>Whoever passes <paramref name="nearer"/> would have passed <paramref name="farther"/>.</summary>
    public static bool Implies(GuardUse nearer, GuardUse farther) =>
        (IsIdentityOnly(farther.Type) && NeedsIdentity(nearer.Type))
        || (SymbolEqualityComparer.Default.Equals(nearer.Type, farther.Type) && HasNoArguments(nearer) && HasNoArguments(farther));

    private static bool HasNoArguments(GuardUse guard) =>
        guard.Attribute is null or { ConstructorArguments.IsEmpty: true, NamedArguments.IsEmpty: true };
}
