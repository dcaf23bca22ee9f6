using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT1006: anyone who can read the source or the assembly can make tokens.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SecretInSourceAnalyzer : BoltAnalyzer
{
    private const string JwtSecret = "JWT secret";
    private const string ApiKey = "API key";

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
        SourceValues? values = null;
        var reported = new HashSet<Location>();
        foreach (var place in SecretCandidates.Find(c.SemanticModel.SyntaxTree, symbols, c.CancellationToken))
        {
            values ??= new(c.SemanticModel, c.CancellationToken);
            foreach (var (what, literal) in Secrets(Operation(place, c.SemanticModel, c.CancellationToken), values))
            {
                if (literal.Syntax.SyntaxTree == c.SemanticModel.SyntaxTree && reported.Add(literal.Syntax.GetLocation()))
                {
                    c.ReportDiagnostic(Diagnostic.Create(Descriptor, literal.Syntax.GetLocation(), what));
                }
            }
        }
    });

    /// <summary>An element <c>{ key, value }</c> has no operation of its own: it is the call of <c>Add</c> around its value.</summary>
    private static IOperation? Operation(SyntaxNode place, SemanticModel model, CancellationToken cancellationToken)
    {
        if (place is not InitializerExpressionSyntax element)
        {
            return model.GetOperation(place, cancellationToken);
        }

        var operation = model.GetOperation(element.Expressions[1], cancellationToken);
        while (operation is not null and not IInvocationOperation { Arguments.Length: 2 })
        {
            operation = operation.Parent;
        }

        return operation;
    }

    private static IEnumerable<(string What, IOperation Literal)> Secrets(IOperation? place, SourceValues values) => place switch
    {
        IAssignmentOperation { Target: IPropertyReferenceOperation target } assignment when IsSecret(target, values) => As(JwtSecret, values.Find(assignment.Value)),
        IDeconstructionAssignmentOperation { Target: ITupleOperation targets } assignment when SourceValues.Unwrap(assignment.Value) is ITupleOperation given => As(
            JwtSecret,
            targets.Elements.Zip(given.Elements, static (t, v) => (Target: t, Value: v)).Where(p => p.Target is IPropertyReferenceOperation target && IsSecret(target, values)).SelectMany(p => values.Find(p.Value))),
        IPropertyReferenceOperation list when IsKeys(list.Property) => As(JwtSecret, (new ListWrites(values).Elements(list) ?? []).SelectMany(values.Find)),
        ILiteralOperation => [(JwtSecret, place)],

        // Of new ApiKey("reporting", "the key") what is no hash is the key itself.
        IObjectCreationOperation creation when SymbolFacts.IsBolt(creation.Type, BoltNames.ApiKey) => As(
            ApiKey,
            values.Find(creation.Arguments.FirstOrDefault(static a => a.Parameter?.Name == BoltNames.HashParameter)?.Value).Where(l => values.TextOf(l)?.StartsWith("sha256:", StringComparison.Ordinal) != true)),
        IInvocationOperation { TargetMethod.Name: BoltNames.HashMethod, Arguments: { IsEmpty: false } arguments } call when SymbolFacts.IsBolt(call.TargetMethod.ContainingType, BoltNames.ApiKey) => As(ApiKey, values.Find(arguments[0].Value)),
        IInvocationOperation call when Takes(call.TargetMethod) => Keyed(call.Arguments, values),
        IObjectCreationOperation { Type.Name: "KeyValuePair" } creation => Keyed(creation.Arguments, values),
        _ => [],
    };

    /// <summary><c>o.Secret</c>; <c>configuration["Bolt:Jwt:Secret"]</c>, also of a section or of the dictionary that becomes configuration.</summary>
    private static bool IsSecret(IPropertyReferenceOperation target, SourceValues values)
    {
        var property = target.Property;
        if (!property.IsIndexer)
        {
            return property.Name == BoltNames.Secret && SymbolFacts.IsBolt(property.ContainingType, BoltNames.JwtOptions);
        }

        if (target.Arguments.Length != 1 || values.TextOf(target.Arguments[0].Value) is not { } key)
        {
            return false;
        }

        var isConfiguration = SymbolFacts.IsIn(property.ContainingType, PlatformNames.Configuration);
        return (isConfiguration || IsDictionary(property.ContainingType)) && SecretCandidates.IsSecretKey((isConfiguration ? Section(target.Instance, values) : string.Empty) + key);
    }

    /// <summary><c>configuration.GetSection("Bolt:Jwt")</c>.</summary>
    private static string Section(IOperation? instance, SourceValues values) => instance switch
    {
        IInvocationOperation { TargetMethod.Name: "GetSection" or "GetRequiredSection" } call when call.Arguments.LastOrDefault() is { } argument && values.TextOf(argument.Value) is { } name =>
            Section(call.Instance ?? call.Arguments[0].Value, values) + name + ":",
        IConversionOperation conversion => Section(conversion.Operand, values),
        ILocalReferenceOperation local when values.Definitions(local).FirstOrDefault() is { } definition and not ILocalReferenceOperation => Section(definition, values),
        _ => string.Empty,
    };

    private static bool IsDictionary(INamedTypeSymbol type) =>
        type.Name.EndsWith("Dictionary", StringComparison.Ordinal) && type.TypeArguments.Length == 2
        && type.TypeArguments.All(static t => t.SpecialType is SpecialType.System_String or SpecialType.System_Object);

    /// <summary>What takes a configuration key and its value.</summary>
    private static bool Takes(IMethodSymbol method) => method.Name switch
    {
        "UseSetting" or "SetEnvironmentVariable" or "GetValue" => true,
        "Create" => method.ContainingType.Name == "KeyValuePair",
        "Add" or "TryAdd" => IsDictionary(method.ContainingType),
        _ => false,
    };

    private static IEnumerable<(string What, IOperation Literal)> Keyed(ImmutableArray<IArgumentOperation> arguments, SourceValues values)
    {
        for (var i = 0; i + 1 < arguments.Length; i++)
        {
            if (SecretCandidates.IsSecretKey(values.TextOf(arguments[i].Value)))
            {
                return As(JwtSecret, values.Find(arguments[i + 1].Value));
            }
        }

        return [];
    }

    private static IEnumerable<(string What, IOperation Literal)> As(string what, IEnumerable<IOperation> literals) => literals.Select(l => (what, l));

    /// <summary>Only keys that reach Bolt's options count: a test may make its own tokens.</summary>
    private static bool IsKeys(IPropertySymbol property) => property.Name == BoltNames.Keys && SymbolFacts.IsBolt(property.ContainingType, BoltNames.JwtOptions);
}
