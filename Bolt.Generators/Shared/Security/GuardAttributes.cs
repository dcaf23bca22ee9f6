using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>What a guard's class says of it.</summary>
internal static class GuardAttributes
{
    /// <summary>It never lets an anonymous caller pass.</summary>
    public static bool NeedsIdentity(INamedTypeSymbol guard) => Find(guard, BoltNames.RequiresIdentityAttribute) is not null;

    /// <summary>The guard's own attribute, or one that it inherits.</summary>
    public static AttributeData? Find(INamedTypeSymbol guard, string name)
    {
        for (INamedTypeSymbol? type = guard; type is not null; type = type.BaseType)
        {
            if (type.GetAttributes().FirstOrDefault(a => SymbolFacts.IsBolt(a.AttributeClass, name)) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
