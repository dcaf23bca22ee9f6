using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>Whether the guards of a level ask together what a guard of an outer level asks: then dropping that one changes nothing.</summary>
internal static class GuardImplication
{
    public static bool Implies(ImmutableArray<GuardUse> inner, GuardUse outer)
    {
        if (inner.Any(g => GuardFacts.Implies(g, outer) || IsSame(g, outer)))
        {
            return true;
        }

        // What a caller surely has who passed: the names of all "all of these" together.
        var all = inner.Where(static g => IsAll(g.Type)).SelectMany(Permissions).ToImmutableHashSet();
        var needed = Permissions(outer);
        return needed.Count > 0
            && (IsAll(outer.Type) ? needed.All(all.Contains)
                : SymbolFacts.IsBolt(outer.Type, BoltNames.HasAnyPermission)
                    && (needed.Any(all.Contains)
                        || inner.Any(g => SymbolFacts.IsBolt(g.Type, BoltNames.HasAnyPermission) && Permissions(g) is { Count: > 0 } any && any.All(needed.Contains))));
    }

    private static bool IsAll(INamedTypeSymbol type) => SymbolFacts.IsBolt(type, BoltNames.HasPermission) || SymbolFacts.IsBolt(type, BoltNames.HasAllPermissions);

    private static IReadOnlyList<string> Permissions(GuardUse guard) =>
        guard.Attribute is { } attribute && (IsAll(guard.Type) || SymbolFacts.IsBolt(guard.Type, BoltNames.HasAnyPermission))
            ? [.. attribute.ConstructorArguments.SelectMany(static a => a.Kind == TypedConstantKind.Array ? a.IsNull ? [] : a.Values.AsEnumerable() : [a]).Select(static a => a.Value).OfType<string>()]
            : [];

    /// <summary>The same guard with the same arguments.</summary>
    private static bool IsSame(GuardUse left, GuardUse right) =>
        SymbolEqualityComparer.Default.Equals(left.Type, right.Type)
        && left.Attribute is { } a && right.Attribute is { } b
        && a.ConstructorArguments.SequenceEqual(b.ConstructorArguments, ConstantComparer.Instance)
        && a.NamedArguments.Length == b.NamedArguments.Length
        && a.NamedArguments.All(x => b.NamedArguments.Any(y => x.Key == y.Key && ConstantComparer.Instance.Equals(x.Value, y.Value)));

    private sealed class ConstantComparer : IEqualityComparer<TypedConstant>
    {
        public static readonly ConstantComparer Instance = new();

        public bool Equals(TypedConstant x, TypedConstant y) =>
            x.Kind == y.Kind
            && (x.Kind == TypedConstantKind.Array
                ? x.IsNull == y.IsNull && (x.IsNull || x.Values.SequenceEqual(y.Values, this))
                : x.Value is ISymbol symbol ? SymbolEqualityComparer.Default.Equals(symbol, y.Value as ISymbol) : Equals(x.Value, y.Value));

        public int GetHashCode(TypedConstant constant) => (int)constant.Kind;
    }
}
