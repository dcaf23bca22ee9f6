using System;
using System.Collections.Immutable;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>The permissions that classes marked <c>[PermissionCatalog]</c> name, in this assembly and in referenced ones that know Bolt.</summary>
internal sealed class PermissionCatalog
{
    private readonly ImmutableDictionary<string, IFieldSymbol> _constants;

    private PermissionCatalog(ImmutableDictionary<string, IFieldSymbol> constants) => _constants = constants;

    /// <summary>No class is marked: then nothing is known about permissions.</summary>
    public bool IsEmpty => _constants.IsEmpty;

    public bool Contains(string permission) => _constants.ContainsKey(permission);

    public static PermissionCatalog Read(Compilation compilation)
    {
        var constants = ImmutableDictionary.CreateBuilder<string, IFieldSymbol>(StringComparer.Ordinal);
        var assemblies = compilation.SourceModule.ReferencedAssemblySymbols
            .Where(static a => a.Modules.Any(static m => m.ReferencedAssemblies.Any(static r => r.Name == BoltNames.RuntimeAssembly)));
        foreach (var assembly in new[] { compilation.Assembly }.Concat(assemblies))
        {
            foreach (var type in SymbolFacts.AllTypes(assembly))
            {
                if (type.GetAttributes().Any(static a => SymbolFacts.IsBolt(a.AttributeClass, BoltNames.PermissionCatalogAttribute)))
                {
                    AddConstants(type, constants);
                }
            }
        }

        return new(constants.ToImmutable());
    }

    /// <summary>The constant whose name is nearest, if any is near enough to be what was meant.</summary>
    public IFieldSymbol? Nearest(string permission)
    {
        var limit = Math.Max(1, permission.Length / 4);
        return _constants
            .Select(c => (Field: c.Value, Text: c.Key, Distance: EditDistance.Between(permission, c.Key, limit)))
            .Where(c => c.Distance <= limit)
            .OrderBy(static c => c.Distance)
            .ThenBy(static c => c.Text, StringComparer.Ordinal)
            .FirstOrDefault().Field;
    }

    private static void AddConstants(INamedTypeSymbol type, ImmutableDictionary<string, IFieldSymbol>.Builder constants)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { IsConst: true, ConstantValue: string permission } field && !constants.ContainsKey(permission))
            {
                constants.Add(permission, field);
            }
            else if (member is INamedTypeSymbol nested)
            {
                AddConstants(nested, constants);
            }
        }
    }
}
