using System.Reflection;

namespace Bolt.Generators.Tests.Proof;

/// <summary>
/// What the levels of a route come to, written from the API's page alone, over reflection. Outermost first: assembly, enclosing types, base types, the
/// type, overridden methods, the method. Three chains (enclosing → type, base → type, overridden → method) add up, and what a level drops is dropped of
/// its own chain. A chain in which nothing but the type says anything is none.
/// </summary>
internal sealed class ReferenceLevels
{
    private static readonly Says Nothing = new([], true);

    private readonly IReadOnlyDictionary<Type, BoltGroupAttribute> _chosen;

    /// <param name="handler">The method with the route.</param>
    /// <param name="route">The route.</param>
    /// <param name="type">The class it is served for: the method's own, or one that derives from it.</param>
    /// <param name="chosen">Of types with several groups, the one that this set of routes is of.</param>
    public ReferenceLevels(MethodInfo handler, BoltRouteAttribute route, Type type, IReadOnlyDictionary<Type, BoltGroupAttribute> chosen)
    {
        _chosen = chosen;
        var overridden = Overridden(handler);
        var chain = overridden.Aggregate(new List<Guarded>(), static (outer, m) => Add(outer, SaysOverridden(m)));
        var own = SaysMethod(handler, route);
        var isInherited = handler.DeclaringType != type;
        if (isInherited)
        {
            // What a base's method drops is what is farther out than it: nothing of the class that is served, of its enclosing types, or of what stands between.
            var isOpen = own.Guards.Count > 0 && own.Guards.All(static g => g.Guard is AllowAny);
            var outer = own.Inherits && !isOpen ? OfType(type) : Chain(type, handler.DeclaringType) ?? [];
            chain = Overriding(handler, type).Aggregate(Add(chain, own), static (outer, m) => Add(outer, SaysMethod(m, null)));
            Guards = [.. Sum(outer, chain).Select(static g => g.Guard)];
        }
        else
        {
            Guards = [.. Add(Sum(OfType(type), chain), own).Select(static g => g.Guard)];
        }

        Auth = (isInherited ? AuthOfGroup(type) : null)
            ?? route.Auth
            ?? overridden.AsEnumerable().Reverse().Select(static m => m.GetCustomAttribute<BoltRouteAttribute>(inherit: false)?.Auth).FirstOrDefault(static a => a is not null)
            ?? AuthOf(type)
            ?? type.Assembly.GetCustomAttribute<BoltDefaultsAttribute>()?.Auth
            ?? [];
    }

    /// <summary>The overrides that run in the place of a base's method, outermost first.</summary>
    public static List<MethodInfo> Overriding(MethodInfo handler, Type type)
    {
        var methods = new List<MethodInfo>();
        for (var current = type; current is not null && current != handler.DeclaringType; current = current.BaseType)
        {
            methods.InsertRange(0, current.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Public)
                .Where(m => handler.IsVirtual && !m.Attributes.HasFlag(MethodAttributes.NewSlot) && m.Name == handler.Name && Root(m) == Root(handler)));
        }

        return methods;
    }

    public IReadOnlyList<Attribute> Guards { get; }

    public IReadOnlyList<Type> Auth { get; }

    /// <summary>
    /// Every set of a type's routes: its prefix, and which group of each type with several it is. An enclosing type's prefix comes first; a type without a group has its base type's; what both share
    /// counts once.
    /// </summary>
    public static IEnumerable<(string Prefix, IReadOnlyDictionary<Type, BoltGroupAttribute> Chosen)> Sets(Type type)
    {
        var sets = Collect(type, [], [], []);
        return sets.Select(static s => (string.Concat(s.Parts.Select(static p => p.Trim('/')).Where(static p => p.Length > 0).Select(static p => "/" + p)), (IReadOnlyDictionary<Type, BoltGroupAttribute>)s.Chosen));
    }

    private static List<(List<string> Parts, Dictionary<Type, BoltGroupAttribute> Chosen)> Collect(Type type, List<string> parts, Dictionary<Type, BoltGroupAttribute> chosen, HashSet<Type> counted)
    {
        List<(List<string> Parts, Dictionary<Type, BoltGroupAttribute> Chosen)> outside =
            type.DeclaringType is { } outer && !counted.Contains(outer) ? Collect(outer, parts, chosen, counted) : [(parts, chosen)];
        var groups = type.GetCustomAttributes<BoltGroupAttribute>(inherit: false).ToList();
        if (groups.Count > 0)
        {
            return [.. outside.SelectMany(o => groups.Select(g => (new List<string>([.. o.Parts, g.Prefix]), new Dictionary<Type, BoltGroupAttribute>(o.Chosen) { [Key(type)] = g })))];
        }

        if (Parent(type) is not { } parent)
        {
            return outside;
        }

        HashSet<Type> all = [.. counted];
        for (var o = type.DeclaringType; o is not null; o = o.DeclaringType)
        {
            all.Add(o);
        }

        return [.. outside.SelectMany(o => Collect(parent, o.Parts, o.Chosen, all))];
    }

    private static Type Key(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    private List<BoltGroupAttribute> Groups(Type type) =>
        _chosen.TryGetValue(Key(type), out var group) ? [group] : [.. type.GetCustomAttributes<BoltGroupAttribute>(inherit: false)];

    private Type[]? AuthOfGroup(Type type) => Groups(type).FirstOrDefault()?.Auth;

    private Type[]? AuthOf(Type type) =>
        AuthOfGroup(type) ?? (Parent(type) is { } parent ? AuthOf(parent) : null) ?? (type.DeclaringType is { } outer ? AuthOf(outer) : null);

    private List<Guarded> OfType(Type type) => Add(Outside(type) ?? OfAssembly(type.Assembly), SaysType(type));

    private static List<Guarded> OfAssembly(Assembly assembly) =>
        Add([], new(Level("assembly", assembly.GetCustomAttribute<BoltDefaultsAttribute>()?.Guards, assembly.GetCustomAttributesData()), true));

    private List<Guarded>? Outside(Type type, Type? end = null)
    {
        var enclosing = type.DeclaringType is { } outer ? Chain(outer) : null;
        var bases = Parent(type) is { } parent && parent != end ? Chain(parent, end) : null;
        return enclosing is null ? bases : bases is null ? enclosing : Sum(enclosing, bases);
    }

    private List<Guarded>? Chain(Type type, Type? end = null)
    {
        var says = SaysType(type);
        return says.Guards.Count == 0 && says.Inherits && AuthOfGroup(type) is null ? Outside(type, end) : Add(Outside(type, end) ?? OfAssembly(type.Assembly), says);
    }

    private static List<Guarded> Add(List<Guarded> outer, Says level)
    {
        if (!level.Inherits)
        {
            outer = [];
        }

        var asks = level.Guards.Where(static g => g.Guard is not AllowAny).ToList();
        return asks.Count > 0 ? [.. outer.Where(static g => g.Guard is not AllowAny), .. asks] : level.Guards.Count > 0 ? [level.Guards[0]] : outer;
    }

    private static List<Guarded> Sum(List<Guarded> one, List<Guarded> other)
    {
        var all = one.Concat(other).DistinctBy(static g => g.Place).ToList();
        var asks = all.Where(static g => g.Guard is not AllowAny).ToList();
        return asks.Count > 0 ? asks : [.. all.Take(1)];
    }

    private static List<MethodInfo> Overridden(MethodInfo handler)
    {
        var methods = new List<MethodInfo>();
        for (var type = handler.DeclaringType!.BaseType; type is not null && !handler.IsStatic; type = type.BaseType)
        {
            var declared = type.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Public);
            methods.InsertRange(0, declared.Where(m => m.Name == handler.Name && Root(m) == Root(handler)));
        }

        return methods;
    }

    private static (Type, int) Root(MethodInfo method) => (method.GetBaseDefinition().DeclaringType!, method.GetBaseDefinition().MetadataToken);

    private Says SaysType(Type type)
    {
        var groups = Groups(type);
        return groups.Count == 0 && !type.GetCustomAttributesData().Any(IsGuard)
            ? Nothing
            : new(Level(type.FullName!, [.. groups.SelectMany(static g => g.Guards ?? [])], type.GetCustomAttributesData()), groups.Count == 0 || groups.Exists(static g => g.InheritGuards));
    }

    private static Says SaysMethod(MethodInfo method, BoltRouteAttribute? route) =>
        new(Level(method.DeclaringType!.FullName + "." + method, route?.Guards, method.GetCustomAttributesData()), route?.InheritGuards ?? true);

    private static Says SaysOverridden(MethodInfo method) => SaysMethod(method, method.GetCustomAttribute<BoltRouteAttribute>(inherit: false));

    /// <summary>The order of attributes on one symbol is that of their metadata, and their instances come in no order.</summary>
    private static List<Guarded> Level(string place, Type[]? listed, IEnumerable<CustomAttributeData> attributes) =>
    [
        .. (listed ?? []).Select((t, i) => new Guarded((Attribute)Activator.CreateInstance(t)!, $"{place} list {i}")),
        .. attributes.Where(IsGuard).Select((a, i) => new Guarded(Make(a), $"{place} attribute {i}")),
    ];

    private static Attribute Make(CustomAttributeData data)
    {
        var attribute = (Attribute)data.Constructor.Invoke([.. data.ConstructorArguments.Select(Value)]);
        foreach (var argument in data.NamedArguments)
        {
            ((PropertyInfo)argument.MemberInfo).SetValue(attribute, Value(argument.TypedValue));
        }

        return attribute;
    }

    /// <summary>Arrays of guards' arguments are of strings.</summary>
    private static object? Value(CustomAttributeTypedArgument argument) =>
        argument.Value is IEnumerable<CustomAttributeTypedArgument> items ? items.Select(static i => (string?)i.Value).ToArray() : argument.Value;

    private static bool IsGuard(CustomAttributeData attribute) => typeof(Guard).IsAssignableFrom(attribute.AttributeType) || typeof(AsyncGuard).IsAssignableFrom(attribute.AttributeType);

    private static Type? Parent(Type type) => type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? parent : null;

    /// <summary>What one level says.</summary>
    private sealed record Says(List<Guarded> Guards, bool Inherits);

    /// <summary>A guard, and where it is written: a level that two chains share counts once.</summary>
    private sealed record Guarded(Attribute Guard, string Place);
}
