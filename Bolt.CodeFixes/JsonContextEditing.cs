using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Bolt.CodeFixes;

/// <summary>Adds <c>[JsonSerializable(typeof(…))]</c> lines to the context a project uses, or makes a context.</summary>
internal static class JsonContextEditing
{
    private const string NewContext = "AppJson";

    public static async Task<Solution> AddAsync(Project project, IReadOnlyCollection<string> types, CancellationToken cancellation)
    {
        if (await project.GetCompilationAsync(cancellation).ConfigureAwait(false) is not { } compilation)
        {
            return project.Solution;
        }

        if (FindContext(compilation, cancellation) is not { } context || project.Solution.GetDocument(context.SyntaxTree) is not { } document)
        {
            return Create(project, types);
        }

        var root = await context.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
        var changed = document.WithSyntaxRoot(root.ReplaceNode(context, AddLines(context, types)));
        var imported = await TypeReferences.AddImportsAsync(changed, cancellation).ConfigureAwait(false);
        return imported.Project.Solution;
    }

    /// <summary>The context that the program names most, such as <c>AppJson.Default</c>; its part with the attributes.</summary>
    private static ClassDeclarationSyntax? FindContext(Compilation compilation, CancellationToken cancellation)
    {
        var contexts = compilation.GetSymbolsWithName(static _ => true, SymbolFilter.Type, cancellation)
            .OfType<INamedTypeSymbol>()
            .Where(JsonCoverage.IsContext)
            .ToList();
        var texts = contexts.Count > 1 ? compilation.SyntaxTrees.Select(t => t.GetText(cancellation).ToString()).ToList() : [];
        return contexts
            .OrderByDescending(c => texts.Count(t => t.Contains(c.Name + ".Default")))
            .ThenBy(static c => c.ToDisplayString(), StringComparer.Ordinal)
            .SelectMany(c => c.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellation)).OfType<ClassDeclarationSyntax>()
                .OrderByDescending(static d => d.AttributeLists.Count))
            .FirstOrDefault();
    }

    private static ClassDeclarationSyntax AddLines(ClassDeclarationSyntax context, IEnumerable<string> types)
    {
        var lists = context.AttributeLists;
        var last = lists.LastOrDefault(static l => l.Attributes.Any(static a => a.Name.ToString().Contains("JsonSerializable")));
        var index = last is null ? 0 : lists.IndexOf(last) + 1;
        var indentation = (last?.GetLeadingTrivia() ?? context.GetLeadingTrivia()).Where(static t => t.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1).ToList();
        var lines = types.Select(t => Line(t).WithLeadingTrivia(indentation).WithTrailingTrivia(SyntaxFactory.ElasticLineFeed)).ToList();
        if (index > 0)
        {
            return context.WithAttributeLists(lists.InsertRange(index, lines));
        }

        // What stands before the class (its comment) stays on top of the first line.
        lines[0] = lines[0].WithLeadingTrivia(context.GetLeadingTrivia());
        return context.WithLeadingTrivia(indentation).WithAttributeLists(context.WithLeadingTrivia(indentation).AttributeLists.InsertRange(0, lines));
    }

    private static AttributeListSyntax Line(string type)
    {
        const string space = "System.Text.Json.Serialization";
        var name = TypeReferences.Import(
            SyntaxFactory.ParseName($"global::{space}.JsonSerializable").WithAdditionalAnnotations(Simplifier.Annotation), "JsonSerializableAttribute", space);
        var argument = SyntaxFactory.AttributeArgument(SyntaxFactory.TypeOfExpression(SyntaxFactory.ParseTypeName(type).WithAdditionalAnnotations(Simplifier.Annotation)));
        return SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(
            SyntaxFactory.Attribute(name, SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(argument)))));
    }

    private static Solution Create(Project project, IEnumerable<string> types)
    {
        var space = project.DefaultNamespace is { Length: > 0 } name ? $"namespace {name};\n\n" : string.Empty;
        var lines = string.Concat(types.Select(static t => $"[JsonSerializable(typeof({t}))]\n"));
        var text = $"""
            using System.Text.Json.Serialization;

            {space}/// <summary>
            /// The types that go over the wire. The application uses it through
            /// <c>builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, {NewContext}.Default));</c>
            /// </summary>
            {lines}[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
            internal sealed partial class {NewContext} : JsonSerializerContext;

            """;
        var root = SyntaxFactory.ParseCompilationUnit(text.Replace("\r\n", "\n"));
        root = root.ReplaceNodes(
            root.DescendantNodes().OfType<TypeOfExpressionSyntax>().Select(static t => t.Type), static (_, type) => type.WithAdditionalAnnotations(Simplifier.Annotation));
        return project.AddDocument(NewContext + ".cs", root).Project.Solution;
    }
}
