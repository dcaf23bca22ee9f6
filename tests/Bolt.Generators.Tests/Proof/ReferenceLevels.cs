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

    public ReferenceLevels(MethodInfo handler, BoltRouteAttribute route)
    {
        var type = handler.DeclaringType!;
        var overridden = Overridden(handler);
        var chain = overridden.Aggregate(new List<Guarded>(), static (outer, m) => Add(outer, SaysOverridden(m)));
        Guards = [.. Add(Sum(OfType(type), chain), SaysMethod(handler, route)).Select(static g => g.Guard)];
        Auth = route.Auth
            ?? overridden.AsEnumerable().Reverse().Select(static m => m.GetCustomAttribute<BoltRouteAttribute>(inherit: false)?.Auth).FirstOrDefault(static a => a is not null)
            ?? AuthOf(type)
            ?? type.Assembly.GetCustomAttribute<BoltDefaultsAttribute>()?.Auth
            ?? [];
    }

    public IReadOnlyList<Attribute> Guards { get; }

    public IReadOnlyList<Type> Auth { get; }

    /// <summary>An enclosing type's prefix comes first; a type without a group has its base type's; what both share counts once.</summary>
    public static string Prefix(Type type)
    {
        var parts = new List<string>();
        Collect(type, parts, []);
        return string.Concat(parts.Select(static p => p.Trim('/')).Where(static p => p.Length > 0).Select(static p => "/" + p));
    }

    private static void Collect(Type type, List<string> parts, HashSet<Type> counted)
    {
        if (type.DeclaringType is { } outer && !counted.Contains(outer))
        {
            Collect(outer, parts, counted);
        }

        if (Group(type) is { } group)
        {
            parts.Add(group.Prefix);
        }
        else if (Parent(type) is { } parent)
        {
            HashSet<Type> all = [.. counted];
            for (var o = type.DeclaringType; o is not null; o = o.DeclaringType)
            {
                all.Add(o);
            }

            Collect(parent, parts, all);
        }
    }

    private static Type[]? AuthOf(Type type) =>
        Group(type)?.Auth ?? (Parent(type) is { } parent ? AuthOf(parent) : null) ?? (type.DeclaringType is { } outer ? AuthOf(outer) : null);

    private static List<Guarded> OfType(Type type) => Add(Outside(type) ?? OfAssembly(type.Assembly), SaysType(type));

    private static List<Guarded> OfAssembly(Assembly assembly) =>
        Add([], new(Level("assembly", assembly.GetCustomAttribute<BoltDefaultsAttribute>()?.Guards, assembly.GetCustomAttributesData(), [.. assembly.GetCustomAttributes()]), true));

    private static List<Guarded>? Outside(Type type)
    {
        var enclosing = type.DeclaringType is { } outer ? Chain(outer) : null;
        var bases = Parent(type) is { } parent ? Chain(parent) : null;
        return enclosing is null ? bases : bases is null ? enclosing : Sum(enclosing, bases);
    }

    private static List<Guarded>? Chain(Type type)
    {
        var says = SaysType(type);
        var group = Group(type);
        return says.Guards.Count == 0 && says.Inherits && group?.Auth is null ? Outside(type) : Add(Outside(type) ?? OfAssembly(type.Assembly), says);
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

    private static Says SaysType(Type type) => Group(type) is var group && group is null && !type.GetCustomAttributes(inherit: false).Any(IsGuard)
        ? Nothing
        : new(Level(type.FullName!, group?.Guards, type.GetCustomAttributesData(), type.GetCustomAttributes(inherit: false)), group?.InheritGuards ?? true);

    private static Says SaysMethod(MethodInfo method, BoltRouteAttribute? route) =>
        new(Level(method.DeclaringType!.FullName + "." + method, route?.Guards, method.GetCustomAttributesData(), method.GetCustomAttributes(inherit: false)), route?.InheritGuards ?? true);

    private static Says SaysOverridden(MethodInfo method) => SaysMethod(method, method.GetCustomAttribute<BoltRouteAttribute>(inherit: false));

    /// <summary>The order of attributes on one symbol is that of their metadata.</summary>
    private static List<Guarded> Level(string place, Type[]? listed, IList<CustomAttributeData> order, IEnumerable<object> attributes) =>
    [
        .. (listed ?? []).Select((t, i) => new Guarded((Attribute)Activator.CreateInstance(t)!, $"{place} list {i}")),
        .. attributes.Where(IsGuard).OrderBy(a => order.ToList().FindIndex(d => d.AttributeType == a.GetType() && Same(d, a))).Select((a, i) => new Guarded((Attribute)a, $"{place} attribute {i}")),
    ];

    private static bool IsGuard(object attribute) => attribute is Guard or AsyncGuard;

    private static bool Same(CustomAttributeData data, object attribute) =>
        attribute is not SlotGuard slot || Equals(data.ConstructorArguments[0].Value, slot.Slot);

    private static BoltGroupAttribute? Group(Type type) => type.GetCustomAttribute<BoltGroupAttribute>(inherit: false);

    private static Type? Parent(Type type) => type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? parent : null;

    /// <summary>What one level says.</summary>
    private sealed record Says(List<Guarded> Guards, bool Inherits);

    /// <summary>A guard, and where it is written: a level that two chains share counts once.</summary>
    private sealed record Guarded(Attribute Guard, string Place);
}
