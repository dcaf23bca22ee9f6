using System;
using System.Collections.Generic;
using System.Linq;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Bolt.Analyzers.Rules;

/// <summary>BOLT1007: the list of accepted algorithms lets a token choose what it is checked against, or names what does not exist.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnsoundAlgorithmsAnalyzer : BoltAnalyzer
{
    private static readonly HashSet<string> Known = new(
        ["HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"], StringComparer.Ordinal);

    private static readonly DiagnosticDescriptor Unsound = RuleDescriptor.Create(
        RuleIds.UnsoundAlgorithms,
        RuleCategory.Security,
        DiagnosticSeverity.Error,
        "The JWT algorithm list is unsafe",
        "The JWT algorithm list {0}",
        "An algorithm is bound to its key. A list that mixes shared secrets with public keys invites a token signed with the public key as if it were the secret.");

    public UnsoundAlgorithmsAnalyzer()
        : base(Unsound)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext start, BoltSymbols symbols) => start.RegisterSemanticModelAction(Analyze);

    private void Analyze(SemanticModelAnalysisContext context)
    {
        var tree = context.SemanticModel.SyntaxTree;
        if (SourceTokens.IsOwnOutput(tree))
        {
            return;
        }

        // One list per options instance and method: several Add calls fill the same one.
        var lists = new Dictionary<(IOperation Root, object Options), List<IOperation>>();
        foreach (var name in SourceTokens.FindName(tree, BoltNames.Algorithms, context.CancellationToken))
        {
            var use = name.Parent is { Parent: (MemberAccessExpressionSyntax or MemberBindingExpressionSyntax) and { } access } ? access : name.Parent!;
            if (context.SemanticModel.GetOperation(use, context.CancellationToken) is IPropertyReferenceOperation { Property.Name: BoltNames.Algorithms } reference
                && SymbolFacts.IsBolt(reference.Property.ContainingType, BoltNames.JwtOptions))
            {
                Collect(context, reference, new ListWrites(new(context.SemanticModel, context.CancellationToken)), lists);
            }
        }

        foreach (var list in lists.Values)
        {
            Analyze(context, list);
        }
    }

    private void Collect(SemanticModelAnalysisContext context, IPropertyReferenceOperation reference, ListWrites writes, Dictionary<(IOperation Root, object Options), List<IOperation>> lists)
    {
        var elements = writes.Elements(reference);
        if (elements is null)
        {
            return;
        }

        if (elements.Count == 0)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, reference.Parent!.Syntax.GetLocation(), "is empty: name the algorithms your keys are for"));
            return;
        }

        var root = (IOperation)reference;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        object options = reference.Instance switch
        {
            IParameterReferenceOperation parameter => parameter.Parameter,
            ILocalReferenceOperation local => local.Local,
            IFieldReferenceOperation field => field.Field,
            _ => reference.Syntax.Parent!,
        };
        if (!lists.TryGetValue((root, options), out var list))
        {
            lists.Add((root, options), list = []);
        }

        list.AddRange(elements.Where(e => e.Syntax.SyntaxTree == reference.Syntax.SyntaxTree));
    }

    private void Analyze(SemanticModelAnalysisContext context, List<IOperation> list)
    {
        var values = new SourceValues(context.SemanticModel, context.CancellationToken);
        bool? hmac = null;
        var first = string.Empty;
        foreach (var element in list.OrderBy(static e => e.Syntax.SpanStart))
        {
            if (values.TextOf(element) is not { } name)
            {
                continue;
            }

            if (!Known.Contains(name))
            {
                var nearest = Known.FirstOrDefault(k => string.Equals(k, name, StringComparison.OrdinalIgnoreCase));
                Report(context, element, $"names '{name}', which is not one of HS, RS, PS and ES with 256, 384 and 512{(nearest is null ? string.Empty : $": write '{nearest}'")}");
                continue;
            }

            var isHmac = name[0] == 'H';
            if (hmac is { } family && family != isHmac)
            {
                Report(context, element, $"mixes '{first}' with '{name}': a shared secret and a public key must not be accepted by one backend");
                return;
            }

            hmac = isHmac;
            first = name;
        }
    }

    private void Report(SemanticModelAnalysisContext context, IOperation element, string what) =>
        context.ReportDiagnostic(Diagnostic.Create(Descriptor, element.Syntax.GetLocation(), what));
}
