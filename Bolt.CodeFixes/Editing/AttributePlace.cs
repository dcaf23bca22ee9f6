using System.Linq;
using Bolt.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.CodeFixes;

/// <summary>Where a diagnostic about an attribute is.</summary>
internal sealed record AttributePlace(AttributeSyntax Attribute, SyntaxNode Node, SemanticModel Model, BoltSymbols Symbols)
{
    /// <summary>The expression inside the attribute that the diagnostic is on; null where it is on the attribute.</summary>
    public ExpressionSyntax? Expression =>
        Node.Span == Attribute.Span ? null
        : Node is AttributeArgumentSyntax argument ? argument.Expression
        : Node.AncestorsAndSelf().TakeWhile(n => n.Span == Node.Span).OfType<ExpressionSyntax>().LastOrDefault();
}
