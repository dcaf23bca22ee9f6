using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.Analyzers;

/// <summary>The expressions of a file that could write a secret, by their text alone. What they mean is asked afterwards, of these few only.</summary>
internal static class SecretCandidates
{
    public static IEnumerable<ExpressionSyntax> Find(SyntaxTree tree, BoltSymbols symbols, CancellationToken cancellationToken) => SourceTokens.IsOwnOutput(tree)
        ? []
        : SourceTokens.FindName(tree, "Secret", cancellationToken).Select(PropertyAssignment)
            .Concat<ExpressionSyntax?>(SourceTokens.Find(tree, "]", cancellationToken).Select(IndexerAssignment))
            .Concat(SourceTokens.FindName(tree, "Hash", cancellationToken).Select(HashCall))
            .Concat(SourceTokens.Find(tree, "new", cancellationToken).Select(t => Creation(t, symbols)))
            .OfType<ExpressionSyntax>();

    /// <summary><c>o.Secret = …</c>, <c>o.Secret ??= …</c>, <c>new JwtOptions { Secret = … }</c>.</summary>
    private static AssignmentExpressionSyntax? PropertyAssignment(SyntaxToken name)
    {
        var target = name.Parent is { Parent: (MemberAccessExpressionSyntax or MemberBindingExpressionSyntax) and { } access } ? access : name.Parent;
        return target?.Parent is AssignmentExpressionSyntax assignment && assignment.Left == target && MayBeConstant(assignment.Right) ? assignment : null;
    }

    /// <summary><c>configuration["Bolt:Jwt:Secret"] = …</c>; the name may be a constant.</summary>
    private static AssignmentExpressionSyntax? IndexerAssignment(SyntaxToken bracket) =>
        bracket.Parent is BracketedArgumentListSyntax { Arguments: { Count: 1 } arguments, Parent: ElementAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } access }
        && assignment.Left == access
        && MayBeConstant(assignment.Right)
        && (arguments[0].Expression is LiteralExpressionSyntax literal
            ? literal.Token.ValueText.StartsWith("Bolt:", StringComparison.OrdinalIgnoreCase)
            : MayBeConstant(arguments[0].Expression))
            ? assignment
            : null;

    /// <summary><c>ApiKey.Hash(…)</c>.</summary>
    private static InvocationExpressionSyntax? HashCall(SyntaxToken name)
    {
        var method = name.Parent is { Parent: MemberAccessExpressionSyntax access } && access.Name == name.Parent ? access : name.Parent;
        return method?.Parent is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } call && call.Expression == method && MayBeConstant(arguments[0].Expression)
            ? call
            : null;
    }

    /// <summary><c>new ApiKey(…, …)</c>, <c>new(…, …)</c>, <c>new SymmetricSecurityKey(…)</c>.</summary>
    private static BaseObjectCreationExpressionSyntax? Creation(SyntaxToken keyword, BoltSymbols symbols)
    {
        if (keyword.Parent is not BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } creation)
        {
            return null;
        }

        var name = creation is ObjectCreationExpressionSyntax { Type: var type } ? (type as NameSyntax)?.GetLastToken().ValueText ?? string.Empty : null;
        var isAlias = name is not null && symbols.Aliases.Contains(name);
        if (name == "SymmetricSecurityKey" || (isAlias && arguments.Count == 1))
        {
            return creation;
        }

        var hash = arguments.FirstOrDefault(static a => a.NameColon?.Name.Identifier.ValueText == "hash") ?? arguments.ElementAtOrDefault(1);
        return hash is not null && MayBeConstant(hash.Expression) && (isAlias || name is null or "ApiKey") ? creation : null;
    }

    /// <summary>False where not even a part could be a string known at compile time.</summary>
    private static bool MayBeConstant(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.StringLiteralExpression),
        InterpolatedStringExpressionSyntax or IdentifierNameSyntax or AliasQualifiedNameSyntax => true,
        MemberAccessExpressionSyntax access => access.Expression is PredefinedTypeSyntax || MayBeConstant(access.Expression),
        ParenthesizedExpressionSyntax inner => MayBeConstant(inner.Expression),
        CastExpressionSyntax cast => MayBeConstant(cast.Expression),
        PostfixUnaryExpressionSyntax postfix => MayBeConstant(postfix.Operand),
        BinaryExpressionSyntax binary when binary.IsKind(SyntaxKind.CoalesceExpression) => MayBeConstant(binary.Left) || MayBeConstant(binary.Right),
        BinaryExpressionSyntax binary => MayBeConstant(binary.Left) && MayBeConstant(binary.Right),
        ConditionalExpressionSyntax choice => MayBeConstant(choice.WhenTrue) || MayBeConstant(choice.WhenFalse),
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } => true,
        _ => false,
    };
}
