namespace Bolt.Behavior.Server;

/// <summary>Handlers that reflection has to find as what they are: overrides, overloads, methods of a generic base class.</summary>
public abstract class InheritedBase<T>
{
    [BoltGet("/name", Guards = [typeof(AllowAny)])]
    public virtual string Name() => typeof(T).Name;

    [BoltGet("/echo/{value}", Guards = [typeof(AllowAny)])]
    public string Echo(T value) => $"{value}";

    public virtual string Overridden() => "base";
}

[BoltGroup("/inherited")]
public sealed class Inherited : InheritedBase<int>
{
    [BoltGet("/override", Guards = [typeof(AllowAny)])]
    public override string Overridden() => "override";

    public override string Name() => "named " + base.Name();

    [BoltGet("/in/{id:int}", Guards = [typeof(AllowAny)])]
    public static string Show(in int id) => "int " + id;

    [BoltGet("/in/{id:guid}", Guards = [typeof(AllowAny)])]
    public static string Show(in Guid id) => "guid " + id;

    [BoltGet("/time", Guards = [typeof(AllowAny)])]
    public static string Time(DateTime v) => $"{v:O} {v.Kind}";

    [BoltGet("/offset", Guards = [typeof(AllowAny)])]
    public static string Offset(DateTimeOffset[] v) => $"{v[0]:O}";
}
