using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.Analyzers.Tests;

/// <summary>What an endpoint asks. <paramref name="Checks"/> holds guards, or the authorization attributes of another framework's endpoint.</summary>
internal sealed record EndpointFacts(ImmutableArray<string> Auth, ImmutableArray<string> Checks, bool IsOpen);

/// <summary>
/// Reads from a program what each of its endpoints asks: Bolt's, MVC's, Razor's, SignalR's and those mapped by hand. Shares no code with the analyzers or the generator, so that it
/// does not share their mistakes.
/// </summary>
internal static class EndpointReader
{
    public static Dictionary<string, EndpointFacts> Read(Compilation compilation)
    {
        var endpoints = new Dictionary<string, EndpointFacts>(StringComparer.Ordinal);
        foreach (var type in Types(compilation.Assembly.GlobalNamespace))
        {
            ReadBolt(type, compilation, endpoints);
            ReadForeign(type, endpoints);
        }

        ReadMapped(compilation, endpoints);
        return endpoints;
    }

    private static void ReadBolt(INamedTypeSymbol type, Compilation compilation, Dictionary<string, EndpointFacts> endpoints)
    {
        var count = 0;
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>().Where(static m => m.PartialDefinitionPart is null))
        {
            foreach (var route in method.GetAttributes().Where(static a => Derives(a.AttributeClass, "BoltRouteAttribute")))
            {
                var chains = new List<List<Level>>
                {
                    new() { Level.Of(compilation.Assembly.GetAttributes(), "BoltDefaultsAttribute") },
                    Chain(type.ContainingType, static t => t.ContainingType),
                    Chain(type.BaseType, static t => t.BaseType),
                };
                var own = new List<Level> { Level.Of(type.GetAttributes(), "BoltGroupAttribute") };
                var overridden = new List<Level>();
                for (var current = method.OverriddenMethod; current is not null; current = current.OverriddenMethod)
                {
                    overridden.Insert(0, Level.Of(current.GetAttributes(), (AttributeData?)null));
                }

                chains.Add(own);
                chains.Add(overridden);
                chains.Add([Level.Of(method.GetAttributes(), route)]);
                endpoints.Add($"bolt {type.ToDisplayString()}.{method.Name}#{count++}", Combine(chains));
            }
        }
    }

    private static List<Level> Chain(INamedTypeSymbol? start, Func<INamedTypeSymbol, INamedTypeSymbol?> next)
    {
        var levels = new List<Level>();
        for (var current = start; current is not null; current = next(current))
        {
            levels.Insert(0, Level.Of(current.GetAttributes(), "BoltGroupAttribute"));
        }

        return levels;
    }

    private static EndpointFacts Combine(List<List<Level>> chains)
    {
        ImmutableArray<string>? auth = null;
        var kept = new List<string>();
        var isOpen = false;
        for (var i = 0; i < chains.Count; i++)
        {
            // Of a base class or an overridden method, a clearing level clears its own chain only.
            var own = new List<string>();
            var opens = false;
            foreach (var level in chains[i])
            {
                if (level.Clears)
                {
                    own.Clear();
                    if (i is not (2 or 4))
                    {
                        kept.Clear();
                        isOpen = false;
                    }
                }

                own.AddRange(level.Guards);
                opens |= level.AllowsAny;
                auth = level.Auth ?? auth;
            }

            kept.AddRange(own);
            isOpen |= opens;
        }

        return new(auth ?? [], [.. kept], isOpen && kept.Count == 0);
    }

    private static void ReadForeign(INamedTypeSymbol type, Dictionary<string, EndpointFacts> endpoints)
    {
        var bases = Bases(type).ToList();
        var isController = !Has(bases, "NonControllerAttribute") && (bases.Any(static b => b.Name == "ControllerBase") || Has(bases, "ControllerAttribute") || type.Name.EndsWith("Controller", StringComparison.Ordinal));
        var isOther = bases.Any(static b => b.Name is "PageModel" or "Hub" or "ComponentBase") || Has(bases, "BindServiceMethodAttribute");
        if (type.TypeKind != TypeKind.Class || type.IsAbstract || !(isController || isOther))
        {
            return;
        }

        var count = 0;
        foreach (var method in bases.SelectMany(static b => b.GetMembers()).OfType<IMethodSymbol>()
            .Where(static m => m is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsStatic: false, PartialDefinitionPart: null } && m.Locations.Any(static l => l.IsInSource)))
        {
            endpoints.Add(
                $"foreign {type.ToDisplayString()}.{method.Name}#{count++}",
                Authorization([.. bases.SelectMany(static b => b.GetAttributes()), .. Overridden(method).SelectMany(static m => m.GetAttributes())]));
        }
    }

    private static void ReadMapped(Compilation compilation, Dictionary<string, EndpointFacts> endpoints)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = compilation.GetSemanticModel(tree);
            var count = 0;
            foreach (var call in tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>().Where(static i => i.Expression.ToString().Contains("Map", StringComparison.Ordinal)))
            {
                // A method, a variable that holds one, a helper that makes one of it: whichever method is named within is the endpoint's.
                foreach (var method in call.ArgumentList.Arguments
                    .SelectMany(static a => a.DescendantNodesAndSelf())
                    .OfType<SimpleNameSyntax>()
                    .Where(static n => !n.AncestorsAndSelf().TakeWhile(a => a.Span.End == n.Span.End).Any(static a => a.Parent is InvocationExpressionSyntax i && i.Expression == a))
                    .Select(n => model.GetSymbolInfo(n))
                    .Select(static s => s.Symbol ?? s.CandidateSymbols.FirstOrDefault())
                    .OfType<IMethodSymbol>()
                    .Where(static m => m.Locations.Any(static l => l.IsInSource) && m.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction))
                {
                    var implementation = method.ContainingType.TypeKind == TypeKind.Interface
                        ? Types(compilation.Assembly.GlobalNamespace).Select(t => t.FindImplementationForInterfaceMember(method)).OfType<IMethodSymbol>()
                        : [];
                    endpoints.Add(
                        $"mapped {Path.GetFileName(tree.FilePath)} {method.Name}#{count++}",
                        Authorization([.. Overridden(method).Concat(implementation).SelectMany(static m => m.GetAttributes())]));
                }
            }
        }
    }

    private static EndpointFacts Authorization(ImmutableArray<AttributeData> attributes) => new(
        [],
        [.. attributes.Where(static a => Implements(a, "IAuthorizeData")).Select(static a => a.ToString()!)],
        attributes.Any(static a => Implements(a, "IAllowAnonymous")));

    private static IEnumerable<IMethodSymbol> Overridden(IMethodSymbol method)
    {
        for (IMethodSymbol? current = method; current is not null; current = current.OverriddenMethod)
        {
            yield return current;
        }
    }

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }

    private static bool Has(IEnumerable<INamedTypeSymbol> types, string attribute) => types.Any(t => t.GetAttributes().Any(a => Derives(a.AttributeClass, attribute)));

    private static bool Derives(INamedTypeSymbol? type, string name) => type is not null && Bases(type).Any(b => b.Name == name);

    private static bool Implements(AttributeData attribute, string name) => attribute.AttributeClass?.AllInterfaces.Any(i => i.Name == name) == true;

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) => container.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(static m => m is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(m));

    private sealed record Level(ImmutableArray<string>? Auth, ImmutableArray<string> Guards, bool AllowsAny, bool Clears)
    {
        public static Level Of(ImmutableArray<AttributeData> attributes, string settings) =>
            Of(attributes, attributes.FirstOrDefault(a => a.AttributeClass?.Name == settings));

        public static Level Of(ImmutableArray<AttributeData> attributes, AttributeData? settings)
        {
            var named = settings?.NamedArguments.ToDictionary(static n => n.Key, static n => n.Value) ?? [];
            var guards = Types(named, "Guards") ?? [];
            guards = [.. guards, .. attributes.Where(static a => Derives(a.AttributeClass, "Guard") || Derives(a.AttributeClass, "AsyncGuard")).Select(Text)];
            var allowsAny = guards.Contains("AllowAny");
            return new(
                Types(named, "Auth"),
                guards.Remove("AllowAny").RemoveAll(static g => g == "AllowAny"),
                allowsAny,
                allowsAny || (named.TryGetValue("InheritGuards", out var inherit) && inherit.Value is false));
        }

        private static ImmutableArray<string>? Types(Dictionary<string, TypedConstant> named, string name) =>
            named.TryGetValue(name, out var value) && value is { Kind: TypedConstantKind.Array, IsNull: false }
                ? [.. value.Values.Select(static v => (v.Value as ITypeSymbol)?.Name ?? "?")]
                : null;

        /// <summary><c>HasPermission("a")</c>; without arguments as where it is listed by type.</summary>
        private static string Text(AttributeData guard)
        {
            var arguments = string.Join(", ", guard.ConstructorArguments.Select(static a => a.ToCSharpString()).Concat(guard.NamedArguments.Select(static n => n.Key + " = " + n.Value.ToCSharpString())));
            return guard.AttributeClass!.Name + (arguments.Length == 0 ? "" : "(" + arguments + ")");
        }
    }
}
