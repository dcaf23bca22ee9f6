using System;
using System.Collections.Generic;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT1006: anyone who can read the source or the assembly can make tokens.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SecretInSourceAnalyzer : BoltAnalyzer
{
    private static readonly DiagnosticDescriptor InSource = RuleDescriptor.Create(
        RuleIds.SecretInSource,
        RuleCategory.Security,
        DiagnosticSeverity.Warning,
        "A secret is hard-coded",
        "The {0} is written in the source: read it from configuration, user secrets or the environment",
        "Source code is copied, published and decompiled. A secret belongs in configuration that is not checked in.");

    public SecretInSourceAnalyzer()
        : base(InSource)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, BoltSymbols symbols) => start.RegisterSemanticModelAction(c =>
    {
        foreach (var place in SecretCandidates.Find(c.SemanticModel.SyntaxTree, symbols, c.CancellationToken))
        {
            switch (c.SemanticModel.GetOperation(place, c.CancellationToken))
            {
                case IAssignmentOperation { Target: IPropertyReferenceOperation target } assignment:
                    AnalyzeAssignment(c, target, assignment.Value);
                    break;
                case IInvocationOperation { TargetMethod.Name: "Hash", Arguments: { IsEmpty: false } arguments } call when SymbolFacts.IsBolt(call.TargetMethod.ContainingType, "ApiKey"):
                    Report(c, "API key", Literals(arguments[0].Value));
                    break;
                case IObjectCreationOperation creation:
                    AnalyzeCreation(c, creation);
                    break;
            }
        }
    });

    /// <summary><c>o.Secret = "…"</c>, also as a fallback behind <c>??</c>, and <c>configuration["Bolt:Jwt:Secret"] = "…"</c>.</summary>
    private void AnalyzeAssignment(SemanticModelAnalysisContext context, IPropertyReferenceOperation target, IOperation value)
    {
        var isSecret = (target.Property.Name == "Secret" && SymbolFacts.IsBolt(target.Property.ContainingType, "JwtOptions"))
            || (target.Property.IsIndexer
                && target.Arguments.Length == 1
                && target.Arguments[0].Value.ConstantValue.Value is string key
                && key.StartsWith("Bolt:", StringComparison.OrdinalIgnoreCase)
                && key.EndsWith(":Secret", StringComparison.OrdinalIgnoreCase)
                && SymbolFacts.IsIn(target.Property.ContainingType, PlatformNames.Configuration));
        if (isSecret)
        {
            Report(context, "JWT secret", Literals(value));
        }
    }

    /// <summary>
    /// <c>new ApiKey("reporting", "the key")</c>, where what is no hash is the key itself, and <c>o.Keys.Add(new SymmetricSecurityKey("…"u8.ToArray()))</c>.
    /// </summary>
    private void AnalyzeCreation(SemanticModelAnalysisContext context, IObjectCreationOperation creation)
    {
        if (SymbolFacts.IsBolt(creation.Type, "ApiKey"))
        {
            if (creation.Arguments.FirstOrDefault(static a => a.Parameter?.Name == "hash") is { Value: { } hash })
            {
                Report(context, "API key", Literals(hash).Where(static l => l.ConstantValue.Value is string text && !text.StartsWith("sha256:", StringComparison.Ordinal)));
            }
        }
        else if (creation is { Type.Name: "SymmetricSecurityKey", Arguments.Length: 1 } && IsAddedToKeys(creation))
        {
            Report(context, "JWT secret", Bytes(creation.Arguments[0].Value));
        }
    }

    /// <summary>Only keys that reach Bolt's options count: a test may make its own tokens.</summary>
    private static bool IsAddedToKeys(IOperation key)
    {
        for (var parent = key.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IConversionOperation or IParenthesizedOperation or IArgumentOperation or IObjectOrCollectionInitializerOperation:
                case IInvocationOperation { IsImplicit: true }:
                    continue;
                case IInvocationOperation { TargetMethod.Name: "Add" or "Insert", Instance: IPropertyReferenceOperation list }:
                    return IsKeys(list.Property);
                case IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation list }:
                    return IsKeys(list.Property);
                default:
                    return false;
            }
        }

        return false;
    }

    private static bool IsKeys(IPropertySymbol property) => property.Name == "Keys" && SymbolFacts.IsBolt(property.ContainingType, "JwtOptions");

    private void Report(SemanticModelAnalysisContext context, string what, IEnumerable<IOperation> literals)
    {
        foreach (var literal in literals)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, literal.Syntax.GetLocation(), what));
        }
    }

    private static IEnumerable<IOperation> Literals(IOperation value) => Unwrap(value) switch
    {
        { ConstantValue: { HasValue: true, Value: string { Length: > 0 } } } constant => [constant],
        ICoalesceOperation coalesce => Literals(coalesce.Value).Concat(Literals(coalesce.WhenNull)),
        IConditionalOperation { WhenFalse: { } other } choice => Literals(choice.WhenTrue).Concat(Literals(other)),
        _ => [],
    };

    private static IEnumerable<IOperation> Bytes(IOperation value) => Unwrap(value) switch
    {
        IInvocationOperation { TargetMethod.Name: "GetBytes" or "FromBase64String" or "FromHexString", Arguments.Length: > 0 } call => Literals(call.Arguments[0].Value),
        IInvocationOperation { TargetMethod.Name: "ToArray" } call when Unwrap(call.Instance ?? call.Arguments.FirstOrDefault()?.Value ?? value) is IUtf8StringOperation text => [text],
        _ => [],
    };

    private static IOperation Unwrap(IOperation operation) => operation switch
    {
        IConversionOperation conversion => Unwrap(conversion.Operand),
        IParenthesizedOperation inner => Unwrap(inner.Operand),
        _ => operation,
    };
}
