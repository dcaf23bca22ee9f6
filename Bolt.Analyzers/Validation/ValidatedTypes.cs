using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Bolt.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bolt.Analyzers;

/// <summary>
/// The types that the source generator of Microsoft.Extensions.Validation writes validation for, and the members of each that it looks at. The generator begins at
/// types marked <c>[ValidatableType]</c> and at what handlers of minimal APIs take, and goes on through members, base types and <c>[JsonDerivedType]</c>. This is the
/// generator of .NET 10 with its gaps; a test compares the two.
/// </summary>
internal sealed class ValidatedTypes
{
    /// <summary>As where nothing is marked.</summary>
    public static readonly ValidatedTypes None = new(ImmutableDictionary.Create<ITypeSymbol, ImmutableHashSet<string>>(SymbolEqualityComparer.Default));

    private static readonly string[] MapMethods = ["Map", "MapGet", "MapPost", "MapPut", "MapDelete", "MapPatch", "MapMethods", "MapFallback"];

    private readonly ImmutableDictionary<ITypeSymbol, ImmutableHashSet<string>> _types;

    private ValidatedTypes(ImmutableDictionary<ITypeSymbol, ImmutableHashSet<string>> types) => _types = types;

    /// <summary>The types, and the names of their members.</summary>
    public IEnumerable<KeyValuePair<ITypeSymbol, ImmutableHashSet<string>>> All => _types;

    public static ValidatedTypes Read(Compilation compilation, CancellationToken cancellationToken)
    {
        var search = new Search(None._types);
        foreach (var type in SymbolFacts.AllTypes(compilation.Assembly).Where(IsMarked))
        {
            search.Begin(type);
        }

        foreach (var tree in compilation.SyntaxTrees.Where(static t => !SourceTokens.IsOwnOutput(t)))
        {
            SemanticModel? model = null;
            foreach (var token in SourceTokens.Find(tree, "Map", cancellationToken))
            {
                if (!MapMethods.Contains(token.ValueText)
                    || token.Parent is not IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access } name
                    || access.Name != name)
                {
                    continue;
                }

                // Asked only once a type with validation attributes is met that no attribute marks.
#pragma warning disable RS1030
                model ??= compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
                foreach (var handler in call.ArgumentList.Arguments.Select(a => model.GetSymbolInfo(a.Expression, cancellationToken)))
                {
                    foreach (var parameter in ((handler.Symbol ?? handler.CandidateSymbols.FirstOrDefault()) as IMethodSymbol)?.Parameters ?? [])
                    {
                        if (!ValidationFacts.IsSkipped(parameter, parameter.Type))
                        {
                            search.Begin(parameter.Type);
                        }
                    }
                }
            }
        }

        return new(search.Types);
    }

    /// <summary>True for a type that the generator writes validation for.</summary>
    public bool Contains(ITypeSymbol type) => _types.ContainsKey(type);

    /// <summary>True for a property whose own attributes are checked, and whose value is looked into.</summary>
    public bool Contains(IPropertySymbol property) => _types.TryGetValue(property.ContainingType, out var members) && members.Contains(property.Name);

    /// <summary>As if the type were marked.</summary>
    public ValidatedTypes With(INamedTypeSymbol type)
    {
        var search = new Search(_types);
        search.Begin(type);
        return new(search.Types);
    }

    /// <summary>As if the generator took the type, in which it finds nothing: to see what it stops at.</summary>
    public ValidatedTypes Assuming(INamedTypeSymbol type) => new(_types.SetItem(type, []));

    public static bool IsMarked(ITypeSymbol type) => type.GetAttributes().Any(static a => SymbolFacts.Is(a.AttributeClass, PlatformNames.ValidatableTypeAttribute)

        // Blazor's build adds its own.
        || a.AttributeClass is { Name: "ValidatableTypeAttribute", ContainingNamespace.Name: "Embedded" });

    /// <summary>The generator's way through the types, step by step.</summary>
    private sealed class Search(ImmutableDictionary<ITypeSymbol, ImmutableHashSet<string>> types)
    {
        private readonly HashSet<ITypeSymbol> _visited = new(SymbolEqualityComparer.Default);
        private readonly Dictionary<ITypeSymbol, int> _met = new(SymbolEqualityComparer.Default);

        public ImmutableDictionary<ITypeSymbol, ImmutableHashSet<string>> Types { get; private set; } = types;

        public void Begin(ITypeSymbol root)
        {
            _visited.Clear();
            _met.Clear();
            Add(root);
        }

        /// <summary>True when there is something to check in the type.</summary>
        private bool Add(ITypeSymbol incoming)
        {
            // An array is not unwrapped, and its declared accessibility is none: the generator does not look into it.
            if (Unwrap(incoming) is not INamedTypeSymbol { SpecialType: SpecialType.None } type)
            {
                return false;
            }

            if (_visited.Contains(type))
            {
                return true;
            }

            if (type.DeclaredAccessibility != Accessibility.Public || ValidationFacts.IsOnlyPlatform(type) || !ValidationFacts.IsWithinReach(type, _met))
            {
                return false;
            }

            _visited.Add(type);
            var isValidated = type.GetAttributes().Any(ValidationFacts.IsValidation) || SymbolFacts.Implements(type, PlatformNames.ValidatableObject);
            for (var parent = type.BaseType; parent is { SpecialType: not SpecialType.System_Object }; parent = parent.BaseType)
            {
                isValidated |= Add(parent);
            }

            // What has TryParse is a value.
            var members = TextConversion.Find(type) is null ? Members(type) : [];
            foreach (var derived in ValidationFacts.DerivedTypes(type))
            {
                isValidated |= Add(derived);
            }

            if (members.Count == 0 && !isValidated)
            {
                return false;
            }

            Types = Types.SetItem(type, Types.TryGetValue(type, out var known) ? known.Union(members) : [.. members]);
            return true;
        }

        private HashSet<string> Members(INamedTypeSymbol type)
        {
            var members = new HashSet<string>();
            var properties = type.GetMembers().OfType<IPropertySymbol>().ToList();
            var seen = new HashSet<IPropertySymbol>(SymbolEqualityComparer.Default);

            // Every parameter of a record's primary constructor is a member, whatever its type.
            foreach (var parameter in PrimaryConstructor(type)?.Parameters ?? [])
            {
                if (properties.Find(p => IsNamed(p, parameter.Name)) is { } property && seen.Add(property) && !ValidationFacts.IsSkipped(parameter, parameter.Type) && IsRead(property))
                {
                    Add(property.Type);
                    members.Add(property.Name);
                }
            }

            foreach (var property in properties)
            {
                if (property is { IsImplicitlyDeclared: false, IsIndexer: false, IsStatic: false, GetMethod.DeclaredAccessibility: Accessibility.Public }
                    && !seen.Contains(property)
                    && IsRead(property)
                    && !ValidationFacts.IsSkipped(property, property.Type)
                    && (Add(property.Type) | property.GetAttributes().Any(ValidationFacts.IsValidation)))
                {
                    members.Add(property.Name);
                }
            }

            return members;
        }

        private static bool IsRead(IPropertySymbol property) => property.DeclaredAccessibility == Accessibility.Public && !ValidationFacts.Has(property, PlatformNames.JsonIgnoreAttribute);

        private static IMethodSymbol? PrimaryConstructor(INamedTypeSymbol type) => !type.IsRecord ? null
            : type.InstanceConstructors.FirstOrDefault(c => c.Parameters.Length > 0 && c.Parameters.All(p => HasProperty(type, p.Name)));

        private static bool HasProperty(INamedTypeSymbol type, string name)
        {
            for (var current = type; current is not null; current = current.BaseType)
            {
                if (current.GetMembers().OfType<IPropertySymbol>().Any(p => IsNamed(p, name)))
                {
                    return true;
                }
            }

            return false;
        }

        private static bool IsNamed(IPropertySymbol property, string name) => string.Equals(property.Name, name, System.StringComparison.OrdinalIgnoreCase);

        /// <summary>One level of <c>Nullable&lt;T&gt;</c>, and one of a collection that has one type argument.</summary>
        private static ITypeSymbol Unwrap(ITypeSymbol type)
        {
            type = ValidationFacts.WithoutNullable(type);
            return type is INamedTypeSymbol { TypeArguments.Length: 1 } named && ValidationFacts.IsEnumerable(named) ? named.TypeArguments[0] : type;
        }
    }
}
