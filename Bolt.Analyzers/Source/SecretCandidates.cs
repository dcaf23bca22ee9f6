using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.Analyzers;

/// <summary>The places of a file that could write a secret, by their text alone. What they mean is asked afterwards, of these few only.</summary>
internal static class SecretCandidates
{
    public static IEnumerable<SyntaxNode> Find(SyntaxTree tree, BoltSymbols symbols, CancellationToken cancellationToken) => SourceTokens.IsOwnOutput(tree)
        ? []
        : SourceTokens.FindName(tree, BoltNames.Secret, cancellationToken).Select(PropertyAssignment)
            .Concat<SyntaxNode?>(SourceTokens.Find(tree, "]", cancellationToken).Select(IndexerAssignment))
            .Concat(SourceTokens.FindName(tree, BoltNames.HashMethod, cancellationToken).Select(HashCall))
            .Concat(SourceTokens.FindName(tree, BoltNames.Keys, cancellationToken).Select(KeyList))
            .Concat(SourceTokens.Find(tree, "new", cancellationToken).Select(t => Creation(t, symbols)))
            .Concat(KeyedValues(tree, cancellationToken))
            .OfType<SyntaxNode>()
            .Distinct();

    /// <summary><c>Bolt:Jwt:Secret</c>, as a configuration key or as an environment variable.</summary>
    public static bool IsSecretKey(string? key)
    {
        var path = key?.Replace("__", ":");
        return path is not null && path.StartsWith("Bolt:", StringComparison.OrdinalIgnoreCase) && path.EndsWith(":" + BoltNames.Secret, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary><c>--Bolt:Jwt:Secret=…</c>: key and value in one string.</summary>
    public static bool IsSecretArgument(string text)
    {
        var at = text.IndexOf('=');
        return at > 0 && at < text.Length - 1 && IsSecretKey(text.Substring(0, at).TrimStart('-', '/'));
    }

    /// <summary><c>o.Secret = …</c>, <c>o.Secret ??= …</c>, <c>new JwtOptions { Secret = … }</c>, <c>(o.Secret, o.Header) = (…, …)</c>.</summary>
    private static SyntaxNode? PropertyAssignment(SyntaxToken name)
    {
        var target = name.Parent is { Parent: (MemberAccessExpressionSyntax or MemberBindingExpressionSyntax) and { } access } ? access : name.Parent;
        return target?.Parent switch
        {
            AssignmentExpressionSyntax assignment when assignment.Left == target => assignment,
            ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } tuple } when assignment.Left == tuple => assignment,
            _ => null,
        };
    }

    /// <summary><c>configuration["Bolt:Jwt:Secret"] = …</c>, also in the initializer of a dictionary; the name may be a constant.</summary>
    private static AssignmentExpressionSyntax? IndexerAssignment(SyntaxToken bracket) =>
        bracket.Parent is BracketedArgumentListSyntax { Arguments: { Count: 1 } arguments, Parent: (ElementAccessExpressionSyntax or ImplicitElementAccessSyntax) and { Parent: AssignmentExpressionSyntax assignment } access }
        && assignment.Left == access
        && (arguments[0].Expression is LiteralExpressionSyntax literal
            ? IsSecretKey(literal.Token.ValueText) || string.Equals(literal.Token.ValueText, BoltNames.Secret, StringComparison.OrdinalIgnoreCase) || literal.Token.ValueText.EndsWith(":" + BoltNames.Secret, StringComparison.OrdinalIgnoreCase)
            : MayBeConstant(arguments[0].Expression))
            ? assignment
            : null;

    /// <summary><c>ApiKey.Hash(…)</c>.</summary>
    private static InvocationExpressionSyntax? HashCall(SyntaxToken name)
    {
        var method = name.Parent is { Parent: MemberAccessExpressionSyntax access } && access.Name == name.Parent ? access : name.Parent;
        return method?.Parent is InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 0 } call && call.Expression == method ? call : null;
    }

    /// <summary><c>o.Keys.Add(…)</c>, <c>new JwtOptions { Keys = { … } }</c>, <c>var keys = o.Keys</c>.</summary>
    private static SyntaxNode? KeyList(SyntaxToken name) => name.Parent is IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax access } member && access.Name == member
        ? access.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "Insert" or "AddRange" or "InsertRange" } or ElementAccessExpressionSyntax or EqualsValueClauseSyntax or AssignmentExpressionSyntax or CastExpressionSyntax ? access : null
        : name.Parent is IdentifierNameSyntax { Parent: AssignmentExpressionSyntax { Right: InitializerExpressionSyntax } assignment } target && assignment.Left == target ? target : null;

    /// <summary><c>new ApiKey(…, …)</c>, <c>new(…, …)</c>, <c>new KeyValuePair&lt;string, string?&gt;(…, …)</c>.</summary>
    private static BaseObjectCreationExpressionSyntax? Creation(SyntaxToken keyword, BoltSymbols symbols)
    {
        if (keyword.Parent is not BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 1 } arguments } creation)
        {
            return null;
        }

        var name = creation is ObjectCreationExpressionSyntax { Type: var type } ? (type as NameSyntax)?.DescendantTokens().LastOrDefault(static t => t.Parent is SimpleNameSyntax { Parent: not TypeArgumentListSyntax }).ValueText ?? string.Empty : null;
        return name == BoltNames.ApiKey || (name is not null && symbols.Aliases.Contains(name)) ? creation
            : name is null && MayBeConstant((arguments.FirstOrDefault(static a => a.NameColon?.Name.Identifier.ValueText == BoltNames.HashParameter) ?? arguments[1]).Expression) ? creation
            : null;
    }

    /// <summary>Whatever takes a value beside the key <c>Bolt:…:Secret</c>: a call, a pair, an element of a dictionary. The key may be a constant of the file.</summary>
    private static IEnumerable<SyntaxNode?> KeyedValues(SyntaxTree tree, CancellationToken cancellationToken)
    {
        var text = tree.GetText(cancellationToken).ToString();
        for (var at = text.IndexOf(BoltNames.Secret, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(BoltNames.Secret, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (at == 0 || text[at - 1] is not (':' or '_'))
            {
                continue;
            }

            var token = tree.GetRoot(cancellationToken).FindToken(at);
            if (token.Parent is not LiteralExpressionSyntax literal || !literal.IsKind(SyntaxKind.StringLiteralExpression))
            {
                continue;
            }

            if (IsSecretArgument(token.ValueText))
            {
                yield return literal;
            }
            else if (IsSecretKey(token.ValueText))
            {
                yield return Beside(literal);
                if (literal.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var name } })
                {
                    foreach (var use in SourceTokens.FindName(tree, name, cancellationToken))
                    {
                        yield return use.Parent is IdentifierNameSyntax identifier ? Beside(identifier.Parent is MemberAccessExpressionSyntax access && access.Name == identifier ? access : identifier) : null;
                    }
                }
            }
        }
    }

    private static SyntaxNode? Beside(ExpressionSyntax key) => key.Parent switch
    {
        ArgumentSyntax { Parent: ArgumentListSyntax { Arguments: { Count: > 1 } arguments, Parent: InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax } list } argument when arguments[0] == argument => list.Parent,
        InitializerExpressionSyntax { Expressions: { Count: 2 } expressions } element when element.IsKind(SyntaxKind.ComplexElementInitializerExpression) && expressions[0] == key => element,
        _ => null,
    };

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
        InvocationExpressionSyntax or SwitchExpressionSyntax => true,
        _ => false,
    };
}
