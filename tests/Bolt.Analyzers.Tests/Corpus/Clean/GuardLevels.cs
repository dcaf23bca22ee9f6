namespace Clean.GuardLevels;

/// <summary>Guards and groups where a route has them as a level, or where another assembly's route may.</summary>
[IsStaff]
[BoltGroup("/guard-levels/outer", Auth = [typeof(JwtAuthentication)])]
public static class Outer
{
    [HasPermission("levels.read")]
    public static class Middle
    {
        public static class Inner
        {
            [BoltGet("/guard-levels/inner", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
            public static string Get() => "inner";
        }
    }
}

[IsStaff]
internal abstract class Root<T>
{
    [HasPermission("root.read")]
    public abstract T Read();

    [HasPermission("root.write")]
    internal virtual string Write() => "root";
}

[HasPermission("leaf.use")]
internal abstract class Branch : Root<string>;

internal sealed class Leaf : Branch
{
    [BoltGet("/guard-levels/leaf", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public override string Read() => "leaf";

    [BoltPost("/guard-levels/leaf", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    internal override string Write() => "leaf";
}

/// <summary>Its routes are in the assemblies that derive from it.</summary>
[IsStaff]
public abstract class AdminBase
{
    [HasPermission("admin.read")]
    public virtual string Read() => "admin";

    [HasPermission("admin.write")]
    protected abstract string Write();
}

[IsAuthenticated]
public static class Bases
{
    [IsStaff]
    public abstract class Base
    {
        [HasPermission("base.read")]
        public abstract string Read();
    }
}

[BoltGroup("/guard-levels/record", Auth = [typeof(JwtAuthentication)]), IsStaff]
public sealed record Record
{
    [BoltGet("/one")]
    public static string One() => "one";

    [BoltGet("/two"), HasPermission("record.two")]
    public static string Two() => "two";
}
