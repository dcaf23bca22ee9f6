using System.Composition;
using Bolt.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Bolt.CodeFixes;

/// <summary>BOLT3001: gives a body or a result a JSON contract.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingJsonContractCodeFix))]
[Shared]
public sealed class MissingJsonContractCodeFix : AddJsonSerializableCodeFix
{
    /// <summary>Equivalence key.</summary>
    public const string AddJsonSerializableKey = "BOLT3001.AddJsonSerializable";

    public MissingJsonContractCodeFix()
        : base(RuleIds.MissingJsonContract, AddJsonSerializableKey, "Add '[JsonSerializable]' for every request and response type")
    {
    }
}
