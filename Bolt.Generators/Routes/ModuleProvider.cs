using System;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection.Metadata;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Generators.Routes;

/// <summary>
/// Finds referenced assemblies with routes by their <c>[assembly: BoltModule(typeof(…))]</c>. Works per reference, so that an edit in this
/// project reads no metadata again.
/// </summary>
internal static class ModuleProvider
{
    public static IncrementalValueProvider<ImmutableArray<string>> Create(IncrementalGeneratorInitializationContext context) =>
        context.MetadataReferencesProvider
            .SelectMany(static (reference, cancellationToken) => Read(reference, cancellationToken))
            .Collect()
            .Select(static (all, _) => all.Distinct(StringComparer.Ordinal).OrderBy(static m => m, StringComparer.Ordinal).ToImmutableArray())
            .WithComparer(SequenceComparer.Instance)
            .WithTrackingName(TrackingNames.Modules);

    private static ImmutableArray<string> Read(MetadataReference reference, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // One that is known by an alias alone is named by it.
        var aliases = reference.Properties.Aliases;
        var alias = aliases.IsEmpty || aliases.Contains("global", StringComparer.Ordinal) ? "global" : aliases[0];
        var modules = reference switch
        {
            // An IDE hands over other projects of the solution as compilations. Its generated attributes are part of them.
            CompilationReference project => FromSymbols(project.Compilation.Assembly),
            PortableExecutableReference file when file.GetMetadata() is AssemblyMetadata metadata => FromMetadata(metadata.GetModules()[0].GetMetadataReader()),
            _ => [],
        };
        return [.. modules.Select(m => alias + "::" + m)];
    }

    private static ImmutableArray<string> FromSymbols(IAssemblySymbol assembly) =>
    [
        .. assembly.GetAttributes()
            .Where(static a => a.AttributeClass is { Name: BoltNames.ModuleAttribute, ContainingAssembly.Name: BoltNames.RuntimeAssembly })
            .Select(static a => a.ConstructorArguments.FirstOrDefault().Value is INamedTypeSymbol module ? module.ToDisplayString() : null)
            .OfType<string>(),
    ];

    private static ImmutableArray<string> FromMetadata(MetadataReader reader)
    {
        // Nearly every reference is a framework assembly: this look ends here for them.
        if (!reader.IsAssembly || !reader.AssemblyReferences.Any(h => reader.StringComparer.Equals(reader.GetAssemblyReference(h).Name, BoltNames.RuntimeAssembly)))
        {
            return [];
        }

        var modules = ImmutableArray.CreateBuilder<string>();
        foreach (var handle in reader.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = reader.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind != HandleKind.MemberReference
                || reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is not { Kind: HandleKind.TypeReference } parent
                || !reader.StringComparer.Equals(reader.GetTypeReference((TypeReferenceHandle)parent).Name, BoltNames.ModuleAttribute))
            {
                continue;
            }

            // ECMA-335 II.23.3: prolog 0x0001, then the type as its serialized name, with the assembly after a comma where it is another one.
            var blob = reader.GetBlobReader(attribute.Value);
            if (blob.ReadUInt16() == 1 && blob.ReadSerializedString() is { } name)
            {
                modules.Add(name.Split(',')[0]);
            }
        }

        return modules.ToImmutable();
    }

    /// <summary>An ImmutableArray compares by reference; the modules compare by name.</summary>
    private sealed class SequenceComparer : System.Collections.Generic.IEqualityComparer<ImmutableArray<string>>
    {
        public static readonly SequenceComparer Instance = new();

        public bool Equals(ImmutableArray<string> x, ImmutableArray<string> y) => x.SequenceEqual(y, StringComparer.Ordinal);

        public int GetHashCode(ImmutableArray<string> obj) => obj.Length;
    }
}
