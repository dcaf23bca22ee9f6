using System.Linq;
using System.Reflection;
using Bolt.Analyzers.Rules;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers;

/// <summary>Makes descriptors. The help link follows from the id, so that no rule can point at another one's page, and so do the tags that say what it is about.</summary>
internal static class RuleDescriptor
{
    /// <summary>The pages of this version: those of the main branch describe rules the installed package may not have. Set by the project file.</summary>
    private static readonly string HelpBase = typeof(RuleDescriptor).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "BoltDocsRoot").Value;

    /// <summary>
    /// For a rule that could be switched off in the same change that breaks it. With the first tag no setting and no pragma counts. The second is how the compiler knows its own diagnostics, to which
    /// <c>[SuppressMessage]</c> does not apply.
    /// </summary>
    public static string[] CannotBeSwitchedOff => [WellKnownDiagnosticTags.NotConfigurable, WellKnownDiagnosticTags.Compiler];

    public static string HelpLink(string id) => HelpBase + id + ".md";

    public static DiagnosticDescriptor Create(
        string id, string category, DiagnosticSeverity severity, string title, string message, string description, params string[] customTags) =>
        new(id, title, message, category, severity, isEnabledByDefault: true, description, HelpLink(id), [.. customTags, .. RuleReferences.Of(id)]);

    /// <summary>A rule that is known only when the whole compilation has been seen; IDEs show it after a build.</summary>
    public static DiagnosticDescriptor CreateForCompilationEnd(
        string id, string category, DiagnosticSeverity severity, string title, string message, string description) =>
        Create(id, category, severity, title, message, description, WellKnownDiagnosticTags.CompilationEnd);
}
