using System.Composition;
using Bolt.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Bolt.CodeFixes;

/// <summary>BOLT1017: gives the route the backends that the project uses.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LoginLoopCodeFix))]
[Shared]
public sealed class LoginLoopCodeFix : AddAuthCodeFix
{
    /// <summary>Equivalence key.</summary>
    public const string AddAuthKey = "BOLT1017.AddAuth";

    public LoginLoopCodeFix()
        : base(RuleIds.LoginLoop, AddAuthKey)
    {
    }
}
