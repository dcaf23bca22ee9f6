using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>The one reader of <c>Auth</c>, <c>Guards</c>, <c>InheritGuards</c> and guard attributes: generator and analyzers cannot disagree.</summary>
internal static class SecurityLevelReader
{
    private static readonly PerType<bool> MadeWithoutArguments = new(SymbolEqualityComparer.Default, CanBeMadeWithoutArguments);

    private static readonly PerCompilation<SecurityLevel> Assemblies = new(static compilation =>
    {
        var attributes = compilation.Assembly.GetAttributes();
        return Read(Find(attributes, BoltNames.DefaultsAttribute), attributes, compilation);
    });

    public static SecurityLevel ReadAssembly(Compilation compilation) => Assemblies.Of(compilation);

    /// <summary>What a type says. Where it has several groups and none is chosen, it asks what all of them ask.</summary>
    public static SecurityLevel ReadGroup(INamedTypeSymbol handlerType, Compilation compilation, GroupChoice? groups = null)
    {
        var attributes = handlerType.GetAttributes();
        return ReadAll(groups?.Of(handlerType) ?? FindGroups(attributes), attributes, compilation);
    }

    /// <summary>What an override without routes of its own says: its guard attributes.</summary>
    public static SecurityLevel ReadOverriding(IMethodSymbol method, Compilation compilation) => Read(null, method.GetAttributes(), compilation);

    public static SecurityLevel ReadRoute(AttributeData route, IMethodSymbol method, Compilation compilation) =>
        Read(route, method.GetAttributes(), compilation);

    /// <summary>
    /// What a method says to those that override it: its guard attributes, and the guards of its own routes, which the override replaces. It drops
    /// outer guards only where all of its routes do.
    /// </summary>
    public static SecurityLevel ReadOverridden(IMethodSymbol method, Compilation compilation)
    {
        var attributes = method.GetAttributes();
        return ReadAll([.. attributes.Where(static a => SymbolFacts.IsRouteAttribute(a.AttributeClass))], attributes, compilation);
    }

    private static SecurityLevel ReadAll(ImmutableArray<AttributeData> settings, ImmutableArray<AttributeData> beside, Compilation compilation)
    {
        if (settings.Length < 2)
        {
            return Read(settings.FirstOrDefault(), beside, compilation);
        }

        var levels = settings.Select(s => Read(s, beside, compilation)).ToList();
        var problems = levels.SelectMany(static l => l.Problems).Distinct().ToImmutableArray();
        if (levels.Any(l => !SameAuth(l.Auth, levels[0].Auth)))
        {
            problems = problems.Add(new(LevelProblemKind.AuthsDiffer, settings[0], BoltNames.AuthArgument, -1, levels.SelectMany(static l => l.Auth ?? []).First()));
        }

        // As on any level: those that are listed, then the attributes.
        return new(levels[0].Auth, [.. levels.SelectMany(static l => l.Guards).Distinct().OrderBy(static g => g.Attribute is not null)], levels.Any(static l => l.InheritGuards), problems);
    }

    private static bool SameAuth(ImmutableArray<INamedTypeSymbol>? one, ImmutableArray<INamedTypeSymbol>? other) =>
        one is { } a && other is { } b ? a.Length == b.Length && a.Zip(b, SymbolEqualityComparer.Default.Equals).All(static same => same) : one is null && other is null;

    public static AttributeData? FindGroup(INamedTypeSymbol handlerType) => Find(handlerType.GetAttributes(), BoltNames.GroupAttribute);

    public static ImmutableArray<AttributeData> FindGroups(INamedTypeSymbol handlerType) => FindGroups(handlerType.GetAttributes());

    private static ImmutableArray<AttributeData> FindGroups(ImmutableArray<AttributeData> attributes) =>
        attributes.IsEmpty ? [] : [.. attributes.Where(static a => SymbolFacts.IsBolt(a.AttributeClass, BoltNames.GroupAttribute))];

    public static AttributeData? FindDefaults(IAssemblySymbol assembly) => Find(assembly.GetAttributes(), BoltNames.DefaultsAttribute);

    private static AttributeData? Find(ImmutableArray<AttributeData> attributes, string name) =>
        attributes.FirstOrDefault(a => SymbolFacts.IsBolt(a.AttributeClass, name));

    /// <summary><paramref name="settings"/> is the attribute with <c>Auth</c> and <c>Guards</c>; guard attributes are beside it.</summary>
    private static SecurityLevel Read(AttributeData? settings, ImmutableArray<AttributeData> beside, Compilation compilation)
    {
        ImmutableArray<INamedTypeSymbol>? auth = null;
        var inherit = true;
        var guards = ImmutableArray.CreateBuilder<GuardUse>();
        var problems = ImmutableArray.CreateBuilder<LevelProblem>();

        if (settings is not null)
        {
            if (!AttributeFacts.HasNoUnknownMember(settings))
            {
                problems.Add(new(LevelProblemKind.NotUnderstood, settings, string.Empty, -1, null));
            }

            foreach (var argument in settings.NamedArguments)
            {
                switch (argument.Key)
                {
                    case BoltNames.AuthArgument:
                        auth = ReadAuth(settings, argument.Value, compilation, problems);
                        break;
                    case BoltNames.GuardsArgument:
                        ReadGuards(settings, argument.Value, compilation, guards, problems);
                        break;
                    case BoltNames.InheritGuardsArgument when argument.Value is { Kind: TypedConstantKind.Primitive, Value: bool value }:
                        inherit = value;
                        break;
                    case BoltNames.InheritGuardsArgument:
                        problems.Add(new(LevelProblemKind.NotUnderstood, settings, argument.Key, -1, null));
                        break;
                }
            }
        }

        foreach (var attribute in beside)
        {
            if (SymbolFacts.IsGuard(attribute.AttributeClass))
            {
                ReadGuardAttribute(attribute, compilation, guards, problems);
            }
            else if (attribute.ApplicationSyntaxReference is null && SymbolFacts.IsUnresolved(attribute.AttributeClass))
            {
                // On a base type of another assembly, of which the compiler says nothing: it may be a guard.
                problems.Add(new(LevelProblemKind.Unresolved, attribute, string.Empty, -1, attribute.AttributeClass));
            }
        }

        return settings is null && guards.Count == 0 && problems.Count == 0
            ? SecurityLevel.Empty
            : new(auth, guards.ToImmutable(), inherit, problems.ToImmutable());
    }

    private static ImmutableArray<INamedTypeSymbol>? ReadAuth(
        AttributeData settings, TypedConstant value, Compilation compilation, ImmutableArray<LevelProblem>.Builder problems)
    {
        if (!TryReadArray(settings, BoltNames.AuthArgument, value, problems, out var elements))
        {
            return null;
        }

        var auth = ImmutableArray.CreateBuilder<INamedTypeSymbol>(elements.Length);
        for (var i = 0; i < elements.Length; i++)
        {
            if (TryReadType(settings, BoltNames.AuthArgument, i, elements[i], compilation, problems) is not { } type)
            {
                continue;
            }

            // An interface or abstract class may be registered in services, but a call through it could reach any backend at all.
            if (!SymbolFacts.IsBackend(type) || type.TypeKind != TypeKind.Class || type.IsAbstract)
            {
                problems.Add(new(LevelProblemKind.NotABackend, settings, BoltNames.AuthArgument, i, type));
                continue;
            }

            auth.Add(type);
        }

        return auth.ToImmutable();
    }

    private static void ReadGuards(
        AttributeData settings, TypedConstant value, Compilation compilation, ImmutableArray<GuardUse>.Builder guards, ImmutableArray<LevelProblem>.Builder problems)
    {
        if (!TryReadArray(settings, BoltNames.GuardsArgument, value, problems, out var elements))
        {
            return;
        }

        for (var i = 0; i < elements.Length; i++)
        {
            if (TryReadType(settings, BoltNames.GuardsArgument, i, elements[i], compilation, problems) is not { } type)
            {
                continue;
            }

            LevelProblemKind? problem =
                !SymbolFacts.IsGuard(type) ? LevelProblemKind.NotAGuard
                : type.IsAbstract ? LevelProblemKind.AbstractGuard
                : !MadeWithoutArguments.Of(type, compilation) ? LevelProblemKind.GuardNeedsArguments
                : null;
            if (problem is { } kind)
            {
                problems.Add(new(kind, settings, BoltNames.GuardsArgument, i, type));
                continue;
            }

            guards.Add(new(type, null, settings, i));
        }
    }

    private static void ReadGuardAttribute(
        AttributeData attribute, Compilation compilation, ImmutableArray<GuardUse>.Builder guards, ImmutableArray<LevelProblem>.Builder problems)
    {
        var type = attribute.AttributeClass!;
        if (!AttributeFacts.IsUnderstood(attribute, compilation))
        {
            problems.Add(new(LevelProblemKind.NotUnderstood, attribute, string.Empty, -1, type));
        }
        else if (!AttributeFacts.IsReachable(attribute, compilation))
        {
            problems.Add(new(LevelProblemKind.NotAccessible, attribute, string.Empty, -1, type));
        }
        else
        {
            guards.Add(new(type, attribute));
        }
    }

    /// <summary><c>Auth = null</c> reads as "not set". A constant the compiler could not evaluate is a problem, never "nothing asked".</summary>
    private static bool TryReadArray(
        AttributeData settings, string argument, TypedConstant value, ImmutableArray<LevelProblem>.Builder problems, out ImmutableArray<TypedConstant> elements)
    {
        elements = [];
        if (value.Kind != TypedConstantKind.Array)
        {
            problems.Add(new(LevelProblemKind.NotUnderstood, settings, argument, -1, null));
            return false;
        }

        if (value.IsNull)
        {
            return false;
        }

        elements = value.Values;
        return true;
    }

    private static INamedTypeSymbol? TryReadType(
        AttributeData settings, string argument, int index, TypedConstant element, Compilation compilation, ImmutableArray<LevelProblem>.Builder problems)
    {
        if (element is not { Kind: TypedConstantKind.Type, IsNull: false, Value: INamedTypeSymbol type }
            || type.TypeKind == TypeKind.Error
            || type.IsUnboundGenericType)
        {
            problems.Add(new(LevelProblemKind.NotUnderstood, settings, argument, index, element.Kind == TypedConstantKind.Type ? element.Value as ITypeSymbol : null));
            return null;
        }

        if (!SymbolFacts.IsNameable(type, compilation))
        {
            problems.Add(new(LevelProblemKind.NotAccessible, settings, argument, index, type));
            return null;
        }

        return type;
    }

    private static bool CanBeMadeWithoutArguments(ITypeSymbol type, Compilation compilation)
    {
        var named = (INamedTypeSymbol)type;
        var constructors = named.InstanceConstructors
            .Where(c => c.Parameters.All(static p => p.IsOptional && !p.IsParams) && SymbolFacts.IsAccessible(c, compilation))
            .ToList();

        // Between two whose parameters are all optional C# does not choose.
        return (constructors.Count == 1 || constructors.Exists(static c => c.Parameters.IsEmpty)) && !SymbolFacts.RequiredMembers(named).Any();
    }
}
