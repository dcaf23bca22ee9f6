using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.Generators.Tests;

/// <summary>
/// Shows through the compiler that every emitted endpoint calls the handler it was emitted for and no other. The handler is known from the line that
/// maps the endpoint, which spells out its signature; the calls are found by what they bind to. Shares nothing with the emitter.
/// </summary>
internal static class HandlerCallChecker
{
    /// <summary>What is wrong with the generated files of a compilation.</summary>
    public static List<string> Check(Compilation full, IEnumerable<SyntaxTree> generated)
    {
        var objections = new List<string>();
        foreach (var tree in generated)
        {
            var model = full.GetSemanticModel(tree);
            foreach (var map in tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>().Where(IsMap))
            {
                Check(map, model, objections);
            }
        }

        return objections;
    }

    private static bool IsMap(InvocationExpressionSyntax call) =>
        call is { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Map" or "MapInherited" }, ArgumentList.Arguments: [{ Expression: ObjectCreationExpressionSyntax }, _] };

    private static void Check(InvocationExpressionSyntax map, SemanticModel model, List<string> objections)
    {
        var endpoint = (INamedTypeSymbol)model.GetTypeInfo(map.ArgumentList.Arguments[0].Expression).Type!;
        var find = map.ArgumentList.Arguments[1].DescendantNodes().OfType<InvocationExpressionSyntax>().First(static i => i.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "GetMethod" });
        var type = (INamedTypeSymbol)TypeOf(((MemberAccessExpressionSyntax)find.Expression).Expression, model);
        if (map.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "MapInherited" } && !IsBaseOfHandler(type, map, model))
        {
            objections.Add($"{endpoint.Name}: {type} is no base type of the handler's class");
        }

        var name = (string)model.GetConstantValue(find.ArgumentList.Arguments[0].Expression).Value!;
        var signature = ((CollectionExpressionSyntax)find.ArgumentList.Arguments[2].Expression).Elements.Cast<ExpressionElementSyntax>().Select(static e => e.Expression).ToList();
        var handlers = type.GetMembers(name).OfType<IMethodSymbol>().Where(m => HasSignature(m, signature, model)).ToList();
        if (handlers.Count != 1)
        {
            objections.Add($"{endpoint.Name}: {handlers.Count} methods fit {find}");
            return;
        }

        var handler = handlers[0];
        var calls = 0;
        foreach (var call in endpoint.DeclaringSyntaxReferences.SelectMany(static r => r.GetSyntax().DescendantNodes()).OfType<InvocationExpressionSyntax>())
        {
            var info = model.GetSymbolInfo(call);
            if (info.CandidateReason == CandidateReason.LateBound)
            {
                objections.Add($"{endpoint.Name}: bound at run time: {call}");
            }
            else if (info.Symbol is IMethodSymbol called && SymbolEqualityComparer.Default.Equals(called, handler))
            {
                calls++;
            }
            else if (info.Symbol is IMethodSymbol other && (IsHandler(other) || (other.Name == name && SymbolEqualityComparer.Default.Equals(other.ContainingType, type))))
            {
                objections.Add($"{endpoint.Name}: calls {other} instead of {handler}");
            }
        }

        // With and without endpoint filters; an endpoint that refuses everyone calls nobody.
        var refuses = endpoint.GetMembers("Invoke").SelectMany(static m => m.DeclaringSyntaxReferences).Any(static r => r.GetSyntax().ToString().Contains("return Deny(http, null, default, NoGuard);", StringComparison.Ordinal));
        if (calls != (refuses ? 0 : 2))
        {
            objections.Add($"{endpoint.Name}: {calls} calls of {handler}");
        }
    }

    private static bool IsBaseOfHandler(INamedTypeSymbol type, SyntaxNode map, SemanticModel model)
    {
        var alias = ((CompilationUnitSyntax)map.SyntaxTree.GetRoot()).Members.OfType<BaseNamespaceDeclarationSyntax>().SelectMany(static n => n.Usings).Single(static u => u.Alias?.Name.Identifier.Text == "Handler");
        var handler = model.GetSymbolInfo(alias.NamespaceOrType).Symbol as INamedTypeSymbol;
        while (handler is not null && !SymbolEqualityComparer.Default.Equals(handler, type))
        {
            handler = handler.BaseType;
        }

        return handler is not null;
    }

    private static bool IsHandler(IMethodSymbol method)
    {
        return method.GetAttributes().Any(static a => IsRoute(a.AttributeClass));

        static bool IsRoute(INamedTypeSymbol? type) => type is not null && (type.ToDisplayString() == "Bolt.BoltRouteAttribute" || IsRoute(type.BaseType));
    }

    private static bool HasSignature(IMethodSymbol method, List<ExpressionSyntax> signature, SemanticModel model) =>
        method.Parameters.Length == signature.Count
        && method.Parameters.Zip(signature).All(p =>
        {
            var isByRef = p.Second is InvocationExpressionSyntax;
            var written = TypeOf(p.Second is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } ? access.Expression : p.Second, model);
            return isByRef == (p.First.RefKind != RefKind.None) && (SymbolEqualityComparer.Default.Equals(written, p.First.Type) || IsObject(written, p.First.Type));
        });

    private static bool IsObject(ITypeSymbol written, ITypeSymbol declared) => written.SpecialType == SpecialType.System_Object && declared.TypeKind == TypeKind.Dynamic;

    private static ITypeSymbol TypeOf(ExpressionSyntax expression, SemanticModel model) => model.GetTypeInfo(((TypeOfExpressionSyntax)expression).Type).Type!;
}
