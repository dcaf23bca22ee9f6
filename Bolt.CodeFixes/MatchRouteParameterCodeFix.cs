using System;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Analyzers;
using Bolt.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.CodeFixes;

/// <summary>BOLT2002: renames the parameter in the pattern, or adds it to the handler.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MatchRouteParameterCodeFix))]
[Shared]
public sealed class MatchRouteParameterCodeFix : BoltCodeFix
{
    /// <summary>Equivalence key of the fix that renames.</summary>
    public const string RenameKey = "BOLT2002.RenameInPattern";

    /// <summary>Equivalence key of the fix that adds.</summary>
    public const string AddParameterKey = "BOLT2002.AddParameter";

    /// <summary>Made by the host.</summary>
    public MatchRouteParameterCodeFix()
        : base(RuleIds.UnmatchedRouteParameter)
    {
    }

    private protected override async Task<ImmutableArray<Edit>> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (!diagnostic.Properties.TryGetValue(UnmatchedRouteParameterAnalyzer.PatternParameterProperty, out var name)
            || name is null
            || await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root
            || root.FindNode(diagnostic.Location.SourceSpan) is not { } node
            || node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method)
        {
            return [];
        }

        var edits = ImmutableArray.CreateBuilder<Edit>();
        var finder = new Regex(@"(?<=\{\*{0,2})" + Regex.Escape(name) + @"(?=[:=?}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        var literal = Literals(node, method).FirstOrDefault(l => finder.IsMatch(l.Token.Text));
        if (literal is not null && diagnostic.Properties.TryGetValue(UnmatchedRouteParameterAnalyzer.HandlerParameterProperty, out var target) && target is not null)
        {
            edits.Add(new($"Rename '{{{name}}}' to '{{{target}}}' in the pattern", RenameKey, editor => editor.ReplaceNode(literal, (current, _) =>
                SyntaxFactory.ParseExpression(finder.Replace(((LiteralExpressionSyntax)current).Token.Text, target)).WithTriviaFrom(current))));
        }

        if (node.FirstAncestorOrSelf<AttributeSyntax>() is not null && SyntaxFacts.IsValidIdentifier(name) && !method.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            var type = Type(literal?.Token.ValueText ?? string.Empty, name);
            edits.Add(new($"Add the parameter '{type} {name}'", AddParameterKey, editor => editor.ReplaceNode(method.ParameterList, (current, _) =>
            {
                var list = (ParameterListSyntax)current;
                var added = SyntaxFactory.Parameter(SyntaxFactory.Identifier(name)).WithType(SyntaxFactory.ParseTypeName(type).WithTrailingTrivia(SyntaxFactory.Space));
                var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
                return list.WithParameters(SyntaxFactory.SeparatedList(
                    list.Parameters.Prepend(added), list.Parameters.GetSeparators().Concat(Enumerable.Repeat(comma, Math.Min(1, list.Parameters.Count)))));
            })));
        }

        return edits.ToImmutable();
    }

    /// <summary>The pattern the diagnostic is on, or those of the method whose parameter it is on.</summary>
    private static System.Collections.Generic.IEnumerable<LiteralExpressionSyntax> Literals(SyntaxNode node, MethodDeclarationSyntax method) =>
        (node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute ? [attribute] : method.AttributeLists.SelectMany(static l => l.Attributes))
            .Select(static a => a.ArgumentList?.Arguments.FirstOrDefault()?.Expression)
            .OfType<LiteralExpressionSyntax>()
            .Where(static l => l.IsKind(SyntaxKind.StringLiteralExpression));

    private static string Type(string pattern, string name)
    {
        var match = Regex.Match(pattern, @"\{" + Regex.Escape(name) + @"(?::(?<constraint>\w+))?[^}]*?(?<optional>\?)?\}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        var type = match.Groups["constraint"].Value switch
        {
            "int" => "int",
            "long" => "long",
            "bool" => "bool",
            "decimal" => "decimal",
            "double" => "double",
            "float" => "float",
            "guid" => "System.Guid",
            "datetime" => "System.DateTime",
            _ => "string",
        };
        return match.Groups["optional"].Success ? type + "?" : type;
    }
}
