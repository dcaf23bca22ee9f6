using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>Decides whether generated code can call the handler, and how its class is constructed.</summary>
internal static class HandlerParser
{
    private const string Unreachable = "generated code cannot reach the handler: make it internal";

    public static HandlerModel? Parse(IMethodSymbol method, INamedTypeSymbol type, bool isImplemented, Compilation compilation, out Refusal? refusal)
    {
        var isInherited = !SymbolEqualityComparer.Default.Equals(method.ContainingType, type);
        var reason =
            type.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface) || type.IsExtension ? "a handler is a method of a class, struct or interface"
            : method.IsGenericMethod || HandlerRouteFinder.IsGeneric(type) ? "generic handlers cannot be called"
            : !IsReachable(method, compilation) || (isInherited && !SymbolFacts.IsNameable(type, compilation)) ? Unreachable
            : method.IsAbstract && !isImplemented ? "the handler is abstract"
            : method is { IsStatic: true, IsVirtual: true } ? "C# can call a static virtual method only through a type parameter"
            : method is { IsAsync: true, ReturnsVoid: true } ? "an async void handler cannot be awaited: return Task"
            : ObsoleteUse.FindError(method, type, compilation) is { } obsolete ? $"generated code cannot name what is an error to use: '{obsolete}' is [Obsolete]"
            : IsConditional(method) ? "the compiler omits calls to a [Conditional] method"
            : method.Parameters.Any(static p => p.RefKind is RefKind.Ref or RefKind.Out or RefKind.RefReadOnlyParameter) ? "ref and out parameters cannot be bound"
            : null;
        refusal = reason is null ? null : new(reason == Unreachable ? RefusalKind.Unreachable : RefusalKind.Handler, reason);
        if (refusal is not null)
        {
            return null;
        }

        var form = CallBinding.FormOf(method, isInherited ? type : method, compilation);
        if (form == CallForm.Impossible)
        {
            refusal = new(RefusalKind.Handler, $"C# would call another overload of '{method.Name}': give the handler a unique name");
            return null;
        }

        var construction = ImmutableArray<ServiceModel>.Empty;
        if (!method.IsStatic && Construction(type, compilation, out refusal) is { } services)
        {
            construction = services;
        }

        return refusal is not null ? null : new(
            TypeNames.Full(type),
            CSharpLiteral.Identifier(method.Name),
            method.Name,
            method.IsStatic,
            construction,
            !method.IsStatic && type.AllInterfaces.Any(static i => SymbolFacts.Is(i, PlatformNames.Disposable) || SymbolFacts.Is(i, PlatformNames.AsyncDisposable)),
            method.Parameters.Select(static p => new SignatureType(TypeNames.TypeOf(p.Type), p.RefKind != RefKind.None)).ToImmutableArray(),
            form == CallForm.WithIn,
            isInherited ? TypeNames.Full(method.ContainingType) : null);
    }

    private static ImmutableArray<ServiceModel>? Construction(INamedTypeSymbol type, Compilation compilation, out Refusal? refusal)
    {
        refusal = null;
        if (type.IsAbstract)
        {
            refusal = new(RefusalKind.Construction, "the handler's class is abstract");
            return null;
        }

        if (ConstructorOf(type, compilation) is not { } constructor)
        {
            refusal = new(RefusalKind.Construction, !type.InstanceConstructors.Any(c => SymbolFacts.IsAccessible(c, compilation))
                ? "generated code cannot reach the constructor of the handler's class: make it internal"
                : "the handler's class must have one constructor, or one marked [ActivatorUtilitiesConstructor]");
            return null;
        }

        if (SymbolFacts.RequiredMembers(type).Any() && !constructor.GetAttributes().Any(static a => SymbolFacts.Is(a.AttributeClass, PlatformNames.SetsRequiredMembersAttribute)))
        {
            refusal = new(RefusalKind.Construction, "the handler's class has required members: take services in its constructor");
            return null;
        }

        if (ObsoleteUse.IsError(constructor) || constructor.Parameters.Any(p => ObsoleteUse.IsError(p.Type, compilation)))
        {
            refusal = new(RefusalKind.Construction, "the constructor of the handler's class is an error to use: it is [Obsolete]");
            return null;
        }

        var services = ImmutableArray.CreateBuilder<ServiceModel>();
        foreach (var parameter in constructor.Parameters)
        {
            if (parameter.RefKind is not RefKind.None
                || !SymbolFacts.IsNameable(parameter.Type, compilation)
                || new BindingAttributes(new BindingTarget(parameter)).Foreign is not null)
            {
                refusal = new(RefusalKind.Construction, $"the constructor's parameter '{parameter.Name}' cannot come from services");
                return null;
            }

            if (IsPlainValue(parameter))
            {
                refusal = new(RefusalKind.Construction, $"the constructor's parameter '{parameter.Name}' has the type '{TypeNames.Display(parameter.Type)}', which no container of services has: take options or a service, or give it a key or a default value");
                return null;
            }

            services.Add(Service(new BindingTarget(parameter)));
        }

        if (!CallBinding.Constructs(constructor, type, compilation))
        {
            refusal = new(RefusalKind.Construction, "C# would call another constructor of the handler's class: leave only one that generated code can reach");
            return null;
        }

        return services.ToImmutable();
    }

    /// <summary>The constructor that makes the class; null where generated code can call none, or nothing says which.</summary>
    public static IMethodSymbol? ConstructorOf(INamedTypeSymbol type, Compilation compilation)
    {
        var constructors = type.InstanceConstructors.Where(c => SymbolFacts.IsAccessible(c, compilation)).ToList();
        var marked = constructors.Where(static c => c.GetAttributes().Any(static a => SymbolFacts.Is(a.AttributeClass, PlatformNames.ActivatorUtilitiesConstructorAttribute))).ToList();
        return marked.Count == 1 ? marked[0]
            : constructors.Count == 1 ? constructors[0]
            // A struct, and a record with its copy constructor, have more than the one that was written.
            : constructors.Count(static c => !c.IsImplicitlyDeclared) == 1 ? constructors.First(static c => !c.IsImplicitlyDeclared)
            : type.IsValueType && constructors.All(static c => c.IsImplicitlyDeclared) ? constructors[0]
            : null;
    }

    /// <summary>A number, a string, an enum, a date: only a key tells which one is meant.</summary>
    private static bool IsPlainValue(IParameterSymbol parameter) =>
        !parameter.HasExplicitDefaultValue
        && parameter.NullableAnnotation != NullableAnnotation.Annotated
        && (parameter.Type.TypeKind == TypeKind.Enum
            || parameter.Type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_String or SpecialType.System_DateTime
            || (parameter.Type.IsValueType && parameter.Type.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true })
            || SymbolFacts.Is(parameter.Type, PlatformNames.CancellationToken))
        && !parameter.GetAttributes().Any(static a => BindingAttributes.IsKeyedService(a.AttributeClass));

    private static bool IsConditional(IMethodSymbol method)
    {
        for (var current = method; current is not null; current = current.OverriddenMethod)
        {
            if (current.GetAttributes().Any(static a => SymbolFacts.Is(a.AttributeClass, PlatformNames.ConditionalAttribute)))
            {
                return true;
            }
        }

        return false;
    }

    public static ServiceModel Service(BindingTarget target)
    {
        var keyed = target.Attributes.FirstOrDefault(static a => BindingAttributes.IsKeyedService(a.AttributeClass));
        var key = keyed is { ConstructorArguments.Length: > 0 } ? CSharpLiteral.Constant(keyed.ConstructorArguments[0]) : null;
        var optional = target.HasDefault || target.Annotation == NullableAnnotation.Annotated;
        return new(TypeNames.Full(target.Type), optional, key, target.HasDefault ? CSharpLiteral.Default(target.Parameter!) : null);
    }

    private static bool IsReachable(IMethodSymbol method, Compilation compilation) =>
        SymbolFacts.IsNameable(method.ContainingType, compilation) && SymbolFacts.IsAccessible(method, compilation);
}
