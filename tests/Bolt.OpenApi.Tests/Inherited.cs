namespace Bolt.OpenApi.Tests;

/// <summary>Routes that classes serve which do not declare them.</summary>
public abstract class Lookup<T>
    where T : struct, Enum
{
    [BoltGet("")]
    public IEnumerable<string> All() => Enum.GetNames<T>();

    [BoltGet("/first")]
    public virtual string First() => Enum.GetNames<T>()[0];

    [BoltGet("/tagged", Tags = ["names"])]
    public string Tagged() => typeof(T).Name;
}

[BoltGroup("/lookup/colors", Guards = [typeof(AllowAny)])]
public sealed class Colors : Lookup<Color>
{
    public override string First() => "first";

    [BoltGroup("/shades")]
    public sealed class Shades : Lookup<Color>;
}

[BoltGroup("/lookup/sizes", Guards = [typeof(AllowAny)])]
public sealed class Sizes : Lookup<Size>;
