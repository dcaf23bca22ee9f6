using System;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection.Metadata;
using System.Threading;
using Bolt.Generators.Model;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Generators.Routes;

/// <summary>
/// Finds referenced assemblies with routes by their <c>[assembly: BoltModule(typeof(…))]</c>. Works per reference, so that an edit in this
/// project reads no metadata again.
/// </summary>
internal static class ModuleProvider
{
    private const string MapMethod = "Map";

    public static IncrementalValueProvider<ImmutableArray<ModuleModel>> Create(IncrementalGeneratorInitializationContext context) =>
        context.MetadataReferencesProvider
            .SelectMany(static (reference, cancellationToken) => Read(reference, cancellationToken))
            .Collect()
            .Select(static (all, _) => all.GroupBy(static m => m.Name, StringComparer.Ordinal).Select(static g => g.First()).OrderBy(static m => m.Name, StringComparer.Ordinal).ToImmutableArray())
            .WithComparer(SequenceComparer.Instance)
            .WithTrackingName(TrackingNames.Modules);

    private static ImmutableArray<ModuleModel> Read(MetadataReference reference, CancellationToken cancellationToken)
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
        return [.. modules.Select(m => m with { Name = alias + "::" + m.Name })];
    }

    private static ImmutableArray<ModuleModel> FromSymbols(IAssemblySymbol assembly) =>
    [
        .. assembly.GetAttributes()
            .Where(static a => a.AttributeClass is { Name: BoltNames.ModuleAttribute, ContainingAssembly.Name: BoltNames.RuntimeAssembly })
            .Select(static a => a.ConstructorArguments.FirstOrDefault().Value as INamedTypeSymbol)
            .OfType<INamedTypeSymbol>()
            .Select(static m => new ModuleModel(m.ToDisplayString(), m.GetMembers(MapMethod).Select(RequirementParser.Carried).FirstOrDefault())),
    ];

    private static ImmutableArray<ModuleModel> FromMetadata(MetadataReader reader)
    {
        // Nearly every reference is a framework assembly: this look ends here for them.
        if (!reader.IsAssembly || !reader.AssemblyReferences.Any(h => reader.StringComparer.Equals(reader.GetAssemblyReference(h).Name, BoltNames.RuntimeAssembly)))
        {
            return [];
        }

        var modules = ImmutableArray.CreateBuilder<ModuleModel>();
        foreach (var handle in reader.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = reader.GetCustomAttribute(handle);
            if (TypeOf(reader, attribute) is { } found && reader.StringComparer.Equals(found.Name, BoltNames.ModuleAttribute) && Text(reader, attribute) is { } name)
            {
                var type = name.Split(',')[0];
                modules.Add(new(type, Carried(reader, type)));
            }
        }

        return modules.ToImmutable();
    }

    /// <summary>What the module's method carries: the application's <c>MapBolt()</c> has to carry it too.</summary>
    private static ImmutableArray<Requirement> Carried(MetadataReader reader, string module)
    {
        var requirements = ImmutableArray.CreateBuilder<Requirement>();
        foreach (var attribute in reader.TypeDefinitions.Select(reader.GetTypeDefinition)
            .Where(t => reader.GetString(t.Namespace) + "." + reader.GetString(t.Name) == module)
            .SelectMany(static t => t.GetMethods()).Select(reader.GetMethodDefinition)
            .Where(m => reader.StringComparer.Equals(m.Name, MapMethod))
            .SelectMany(static m => m.GetCustomAttributes()).Select(reader.GetCustomAttribute))
        {
            if (TypeOf(reader, attribute) is { } type && reader.GetString(type.Name) is var name && RequirementParser.IsName(name) && Text(reader, attribute) is { } text)
            {
                requirements.Add(new(name.Substring(0, name.Length - nameof(Attribute).Length), text));
            }
        }

        return requirements.ToImmutable();
    }

    /// <summary>The attribute's type, where it is another assembly's.</summary>
    private static TypeReference? TypeOf(MetadataReader reader, CustomAttribute attribute) =>
        attribute.Constructor.Kind == HandleKind.MemberReference && reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } parent
            ? reader.GetTypeReference((TypeReferenceHandle)parent)
            : null;

    /// <summary>ECMA-335 II.23.3: prolog 0x0001, then the text of the one argument; for a type its serialized name, with the assembly after a comma where it is another one.</summary>
    private static string? Text(MetadataReader reader, CustomAttribute attribute)
    {
        var blob = reader.GetBlobReader(attribute.Value);
        return blob.ReadUInt16() == 1 ? blob.ReadSerializedString() : null;
    }

    /// <summary>An ImmutableArray compares by reference; the modules compare by what they are.</summary>
    private sealed class SequenceComparer : System.Collections.Generic.IEqualityComparer<ImmutableArray<ModuleModel>>
    {
        public static readonly SequenceComparer Instance = new();

        public bool Equals(ImmutableArray<ModuleModel> x, ImmutableArray<ModuleModel> y) => x.SequenceEqual(y);

        public int GetHashCode(ImmutableArray<ModuleModel> obj) => obj.Length;
    }
}
