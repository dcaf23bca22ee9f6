using System;
using System.Collections.Generic;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT1006: whoever can read the source, or the assembly, can make tokens.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SecretInSourceAnalyzer : BoltAnalyzer
{
    private static readonly DiagnosticDescriptor InSource = Rule.Create(
        RuleIds.SecretInSource,
        RuleCategory.Security,
        DiagnosticSeverity.Warning,
        "A secret is a literal in source",
        "The {0} is written in the source: read it from configuration, user secrets or the environment",
        "Source code is copied, published and decompiled. A secret belongs into configuration that is not checked in.");

    /// <summary>Made by the compiler.</summary>
    public SecretInSourceAnalyzer()
        : base(InSource)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, BoltSymbols bolt)
    {
        start.RegisterOperationAction(AnalyzeAssignment, OperationKind.SimpleAssignment);
        start.RegisterOperationAction(AnalyzeInvocation, OperationKind.Invocation);
        start.RegisterOperationAction(AnalyzeCreation, OperationKind.ObjectCreation);
    }

    /// <summary><c>o.Secret = "…"</c>, also as a fallback behind <c>??</c>, and <c>configuration["Bolt:Jwt:Secret"] = "…"</c>.</summary>
    private void AnalyzeAssignment(OperationAnalysisContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation target)
        {
            return;
        }

        var isSecret = (target.Property.Name == "Secret" && SymbolFacts.IsBolt(target.Property.ContainingType, "JwtOptions"))
            || (target.Property.IsIndexer
                && target.Arguments.Length == 1
                && target.Arguments[0].Value.ConstantValue.Value is string key
                && key.StartsWith("Bolt:", StringComparison.OrdinalIgnoreCase)
                && key.EndsWith(":Secret", StringComparison.OrdinalIgnoreCase)
                && target.Property.ContainingNamespace.ToDisplayString() == "Microsoft.Extensions.Configuration");
        if (isSecret)
        {
            Report(context, "JWT secret", Literals(assignment.Value));
        }
    }

    /// <summary><c>ApiKey.Hash("the key")</c>, and <c>o.Keys.Add(new SymmetricSecurityKey(Encoding.UTF8.GetBytes("…")))</c>.</summary>
    private void AnalyzeInvocation(OperationAnalysisContext context)
    {
        var invocation = (IInvocationOperation)context.Operation;
        var method = invocation.TargetMethod;
        if (method.Name == "Hash" && SymbolFacts.IsBolt(method.ContainingType, "ApiKey") && invocation.Arguments.Length > 0)
        {
            Report(context, "API key", Literals(invocation.Arguments[0].Value));
        }
        else if (method.Name == "Add"
            && invocation.Arguments.Length == 1
            && invocation.Instance is IPropertyReferenceOperation { Property: { Name: "Keys" } keys }
            && SymbolFacts.IsBolt(keys.ContainingType, "JwtOptions")
            && Unwrap(invocation.Arguments[0].Value) is IObjectCreationOperation { Type.Name: "SymmetricSecurityKey", Arguments.Length: 1 } key)
        {
            Report(context, "JWT secret", Bytes(key.Arguments[0].Value));
        }
    }

    /// <summary><c>new ApiKey("reporting", "the key")</c>: what is no hash is the key itself.</summary>
    private void AnalyzeCreation(OperationAnalysisContext context)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (SymbolFacts.IsBolt(creation.Type, "ApiKey")
            && creation.Arguments.FirstOrDefault(static a => a.Parameter?.Name == "hash") is { Value: { } hash })
        {
            Report(context, "API key", Literals(hash).Where(static l => l.ConstantValue.Value is string text && !text.StartsWith("sha256:", StringComparison.Ordinal)));
        }
    }

    private void Report(OperationAnalysisContext context, string what, IEnumerable<IOperation> literals)
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
