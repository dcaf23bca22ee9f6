using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Analyzers;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.CodeFixes;

/// <summary>
/// Whether <c>[Authorize]</c> on a Bolt handler or its class may protect an endpoint of another framework as well: then no fix may take it away.
/// Says yes where it cannot know.
/// </summary>
internal static class ServedElsewhere
{
    public static async Task<bool> MayBeAsync(ISymbol owner, Document document, Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var view in await ProjectViews.GetAsync(owner, compilation, document.Project, cancellationToken).ConfigureAwait(false))
        {
            if (MayBe(view.Symbol, view.Compilation, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    private static bool MayBe(ISymbol owner, Compilation compilation, CancellationToken cancellationToken) => owner switch
    {
        IMethodSymbol method => MayBe(method.ContainingType, compilation, cancellationToken)
            || ForeignEndpoints.HasMvcRoute(method)
            || MethodReferences.AsDelegate(method, compilation, cancellationToken),
        INamedTypeSymbol type => MayBe(type, compilation, cancellationToken)
            || type.GetMembers().OfType<IMethodSymbol>().Any(m => m.MethodKind == MethodKind.Ordinary && MethodReferences.AsDelegate(m, compilation, cancellationToken)),
        _ => true,
    };

    /// <summary>The type, or one that inherits its attributes and methods.</summary>
    private static bool MayBe(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        var usesMvc = compilation.SourceModule.ReferencedAssemblySymbols.Any(static a => a.Name == "Microsoft.AspNetCore.Mvc.Core");
        var derived = new List<INamedTypeSymbol>(DerivedTypes.Get(compilation).From(type)) { type };
        return type.TypeKind == TypeKind.Interface

            // A base class for types in projects that are not known here.
            || (type.IsAbstract && !type.IsStatic && !type.IsSealed && compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary
                && new GuardReach(compilation).MayBeDerivedFrom(type))
            || derived.Any(t =>
                ForeignEndpoints.FrameworkOf(t) is not null
                || ForeignEndpoints.HasMvcRoute(t)
                || (usesMvc && !t.IsStatic && ForeignEndpoints.IsControllerByName(t))
                || HasForeignBase(t))
            || IsHandedOver(derived, compilation, cancellationToken);
    }

    /// <summary>A base class from somewhere else: whatever framework that is may serve what derives from it.</summary>
    private static bool HasForeignBase(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (current.SpecialType == SpecialType.None
                && !current.Locations.Any(static l => l.IsInSource)
                && current.ContainingAssembly?.Name != BoltNames.RuntimeAssembly)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// <c>app.MapHub&lt;Chat&gt;(…)</c>, <c>app.MapGrpcService&lt;Greeter&gt;()</c>, <c>app.UseEndpointsOf&lt;Api&gt;()</c> and the like; <c>typeof(Api)</c>, whose
    /// methods reflection may map. What a container of services is told about does not count.
    /// </summary>
    private static bool IsHandedOver(List<INamedTypeSymbol> types, Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var tree in compilation.SyntaxTrees.Where(static t => !SourceTokens.IsOwnOutput(t)))
        {
            SemanticModel? model = null;
            var mapped = SourceTokens.Find(tree, "Map", cancellationToken).Select(static t => t.Parent).OfType<GenericNameSyntax>().SelectMany(static n => n.TypeArgumentList.Arguments);
            var reflected = SourceTokens.Find(tree, "typeof", cancellationToken).Select(static t => t.Parent).OfType<TypeOfExpressionSyntax>()
                .Where(static t => t.FirstAncestorOrSelf<AttributeSyntax>() is null)
                .Select(static t => t.Type);
            foreach (var token in types.SelectMany(t => SourceTokens.FindName(tree, t.Name, cancellationToken)))
            {
                if (token.Parent?.FirstAncestorOrSelf<TypeArgumentListSyntax>() is { Parent: GenericNameSyntax generic }
                    && (generic.Parent is MemberAccessExpressionSyntax access && access.Name == generic ? access : (ExpressionSyntax)generic).Parent is InvocationExpressionSyntax call)
                {
                    model ??= compilation.GetSemanticModel(tree);
                    if (model.GetSymbolInfo(call, cancellationToken).Symbol?.ContainingNamespace?.Name != "DependencyInjection"
                        && model.GetTypeInfo(token.Parent, cancellationToken).Type is INamedTypeSymbol given
                        && types.Contains(given.OriginalDefinition, SymbolEqualityComparer.Default))
                    {
                        return true;
                    }
                }
            }

            foreach (var type in mapped.Concat(reflected))
            {
                model ??= compilation.GetSemanticModel(tree);
                if (model.GetTypeInfo(type, cancellationToken).Type is INamedTypeSymbol named && types.Contains(named.OriginalDefinition, SymbolEqualityComparer.Default))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
