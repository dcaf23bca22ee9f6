using System.Composition;
using Bolt.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Bolt.CodeFixes;

/// <summary>BOLT3002: gives a session value a JSON contract.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingSessionContractCodeFix))]
[Shared]
public sealed class MissingSessionContractCodeFix : AddJsonSerializableCodeFix
{
    /// <summary>Equivalence key.</summary>
    public const string AddJsonSerializableKey = "BOLT3002.AddJsonSerializable";

    public MissingSessionContractCodeFix()
        : base(RuleIds.MissingSessionContract, AddJsonSerializableKey, "Add '[JsonSerializable]' for every session value type")
    {
    }
}
