using System.Composition;
using Bolt.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Bolt.CodeFixes;

/// <summary>BOLT1002: gives the route the backends that the project uses.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(GuardWithoutBackendCodeFix))]
[Shared]
public sealed class GuardWithoutBackendCodeFix : AddAuthCodeFix
{
    /// <summary>Equivalence key.</summary>
    public const string AddAuthKey = "BOLT1002.AddAuth";

    public GuardWithoutBackendCodeFix()
        : base(RuleIds.GuardWithoutBackend, AddAuthKey)
    {
    }
}
