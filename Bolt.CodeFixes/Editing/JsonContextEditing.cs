using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Bolt.CodeFixes;

/// <summary>Adds <c>[JsonSerializable(typeof(…))]</c> lines to the context a project uses, or makes a context.</summary>
internal static class JsonContextEditing
{
    private const string NewContext = "AppJson";

    /// <param name="place">Where a context goes if the project has none.</param>
    /// <param name="types">As <c>typeof</c> takes them.</param>
    /// <param name="cancellationToken">Stops the fix.</param>
    public static async Task<Solution> AddAsync(Document place, IReadOnlyCollection<string> types, CancellationToken cancellationToken)
    {
        var project = place.Project;
        if (await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation)
        {
            return project.Solution;
        }

        if (FindContext(compilation, cancellationToken) is not { } context || project.Solution.GetDocument(context.SyntaxTree) is not { } document)
        {
            return await CreateAsync(place, types, cancellationToken).ConfigureAwait(false);
        }

        var root = await context.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        var changed = document.WithSyntaxRoot(root.ReplaceNode(context, AddLines(context, types)));
        var imported = await TypeReferences.AddImportsAsync(changed, cancellationToken).ConfigureAwait(false);
        return imported.Project.Solution;
    }

    /// <summary>The context that the program names most, such as <c>AppJson.Default</c>; its part with the attributes.</summary>
    private static ClassDeclarationSyntax? FindContext(Compilation compilation, CancellationToken cancellationToken)
    {
        var contexts = compilation.GetSymbolsWithName(static _ => true, SymbolFilter.Type, cancellationToken)
            .OfType<INamedTypeSymbol>()
            .Where(JsonCoverage.IsContext)
            .ToList();
        var sources = contexts.Count > 1 ? compilation.SyntaxTrees.Select(t => t.GetText(cancellationToken).ToString()).ToList() : [];
        return contexts
            .OrderByDescending(c => sources.Count(t => t.Contains(c.Name + ".Default")))
            .ThenBy(static c => c.ToDisplayString(), StringComparer.Ordinal)
            .SelectMany(c => c.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellationToken)).OfType<ClassDeclarationSyntax>()
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

        // What is before the class (its comment) stays on top of the first line.
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

    /// <summary>At the end of a file that is there already: a batch run (<c>dotnet format</c>) writes changed files and loses new ones.</summary>
    private static async Task<Solution> CreateAsync(Document document, IEnumerable<string> types, CancellationToken cancellationToken)
    {
        const string settings = "[global::System.Text.Json.Serialization.JsonSourceGenerationOptions(global::System.Text.Json.JsonSerializerDefaults.Web)]";
        var text = $"""
            /// <summary>
            /// The types that go over the wire. The application uses it through
            /// <c>builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, {NewContext}.Default));</c>
            /// </summary>
            {settings}
            internal sealed partial class {NewContext} : global::System.Text.Json.Serialization.JsonSerializerContext;

            """;
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not CompilationUnitSyntax root
            || SyntaxFactory.ParseMemberDeclaration(text.Replace("\r\n", "\n")) is not ClassDeclarationSyntax context)
        {
            return document.Project.Solution;
        }

        context = context.ReplaceNodes(
            context.DescendantNodes().OfType<NameSyntax>().Where(static n => n.Parent is not NameSyntax), static (_, name) => name.WithAdditionalAnnotations(Simplifier.Annotation));
        context = AddLines(context, types);
        context = context.WithLeadingTrivia(context.GetLeadingTrivia().Insert(0, SyntaxFactory.ElasticLineFeed)).WithAdditionalAnnotations(Formatter.Annotation);
        var changed = document.WithSyntaxRoot(root.Members.LastOrDefault() is BaseNamespaceDeclarationSyntax space
            ? root.ReplaceNode(space, space.AddMembers(context))
            : root.AddMembers(context));
        return (await TypeReferences.AddImportsAsync(changed, cancellationToken).ConfigureAwait(false)).Project.Solution;
    }
}
