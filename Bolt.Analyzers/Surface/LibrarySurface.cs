using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Bolt.Shared;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>What a referenced library says of the routes that <c>MapBolt()</c> maps from it.</summary>
/// <param name="Assembly">Its name.</param>
/// <param name="Lines">Empty where they are not known.</param>
/// <param name="Problem">Why they are not known.</param>
internal sealed record LibrarySurface(string Assembly, IReadOnlyList<SurfaceLine> Lines, string? Problem)
{
    private const int Version = 1;

    private static readonly LibrarySurface None = new("", [], null);

    // Strings only: no compilation is kept alive. A reference is the same object for as long as its assembly is, so an edit of this project reads no attribute again.
    private static readonly ConditionalWeakTable<MetadataReference, LibrarySurface> Known = new();

    /// <summary>Those that have routes.</summary>
    public static IReadOnlyList<LibrarySurface> ReadAll(Compilation compilation)
    {
        var libraries = new List<LibrarySurface>();
        foreach (var reference in compilation.References)
        {
            if (!Known.TryGetValue(reference, out var library))
            {
                library = Known.GetValue(reference, r => compilation.GetAssemblyOrModuleSymbol(r) is IAssemblySymbol assembly ? Read(assembly) : None);
            }

            if (library != None)
            {
                libraries.Add(library);
            }
        }

        libraries.Sort(static (x, y) => string.CompareOrdinal(x.Assembly, y.Assembly));
        return libraries;
    }

    private static LibrarySurface Read(IAssemblySymbol assembly)
    {
        // Nearly every reference is a framework assembly: this look ends here for them.
        if (!assembly.Modules.Any(static m => m.ReferencedAssemblies.Any(static a => a.Name == BoltNames.RuntimeAssembly)))
        {
            return None;
        }

        var (isModule, lines, problem) = (false, new List<SurfaceLine>(), (string?)null);
        var isKnown = false;
        foreach (var attribute in assembly.GetAttributes().Where(static a => a.AttributeClass?.ContainingAssembly?.Name == BoltNames.RuntimeAssembly))
        {
            if (attribute.AttributeClass!.Name == BoltNames.ModuleAttribute)
            {
                isModule = true;
            }
            else if (attribute.AttributeClass.Name == BoltNames.SurfaceAttribute)
            {
                isKnown = true;
                problem ??= Add(attribute, lines);
            }
        }

        return !isModule ? None : new(assembly.Name, problem is null ? lines : [], problem ?? (isKnown ? null : "it does not say who may call what it maps; build it again, as a library, with this version of Bolt"));
    }

    private static string? Add(AttributeData attribute, List<SurfaceLine> lines)
    {
        var arguments = attribute.ConstructorArguments;
        if (arguments.Length != 2 || arguments[0] is not { Kind: TypedConstantKind.Primitive, Value: Version } || arguments[1] is not { Kind: TypedConstantKind.Array, IsNull: false } said)
        {
            return "it was built with a newer version of Bolt; update the package here";
        }

        foreach (var text in said.Values.Select(static v => v.Value).OfType<string>())
        {
            if (SurfaceLine.Parse(text, out _) is not { } line)
            {
                return $"its line \"{text}\" cannot be read; build it again with this version of Bolt";
            }

            lines.Add(line);
        }

        return null;
    }
}
