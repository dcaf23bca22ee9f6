using System;
using System.Collections.Generic;
using System.Linq;
using Bolt.Generators.Model;
using Bolt.Shared;

namespace Bolt.Generators.Emit;

/// <summary>What is reported of a handler is reported where <c>MapBolt()</c> is called, and nowhere in generated code.</summary>
internal static class RequirementEmitter
{
    private const string Space = "global::System.Diagnostics.CodeAnalysis.";

    /*  [global::System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode("GET /a uses 'Shop.A': reads plug-ins")]  */
    public static void EmitCarried(SourceWriter writer, IEnumerable<Requirement> requirements)
    {
        foreach (var attribute in requirements.Where(static r => r.Text.Length > 0).GroupBy(static r => r.Attribute, StringComparer.Ordinal).OrderBy(static g => g.Key, StringComparer.Ordinal))
        {
            writer.Line($"[{Space}{attribute.Key}({CSharpLiteral.Text(string.Join("; ", attribute.Select(static r => r.Text).Distinct(StringComparer.Ordinal)))})]");
        }
    }

    /*  [global::System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "…")]  */
    public static void EmitAnswered(SourceWriter writer, EquatableArray<Requirement> requirements)
    {
        if (requirements.Count == 0)
        {
            return;
        }

        foreach (var attribute in requirements.Select(static r => r.Attribute).Distinct(StringComparer.Ordinal).OrderBy(static a => a, StringComparer.Ordinal))
        {
            var (category, id) = attribute switch
            {
                "RequiresUnreferencedCode" => ("Trimming", "IL2026"),
                "RequiresDynamicCode" => ("AOT", "IL3050"),
                _ => ("SingleFile", "IL3002"),
            };
            writer.Line($"[{Space}UnconditionalSuppressMessage(\"{category}\", \"{id}\", Justification = \"It is said where MapBolt() is called, or where an attribute is written.\")]");
        }
    }
}
