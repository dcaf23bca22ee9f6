namespace Faults.BOLT2006;

public static class F1
{
    [BoltGet("/f1", Auth = [typeof(JwtAuthentication)], Guards = [typeof(string)])] // ! BOLT2006
    public static string Get() => "ok";
}

public static class F2
{
    [BoltGet("/f2", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff), typeof(JwtAuthentication)])] // ! BOLT2006
    public static string Get() => "ok";
}

public static class F3
{
    [BoltGet("/f3", Auth = [typeof(JwtAuthentication)], Guards = new[] { typeof(Guard) })] // ! BOLT2006
    public static string Get() => "ok";
}

public static class F4
{
    [BoltGet("/f4", Auth = [typeof(JwtAuthentication)], Guards = new Type[] { typeof(Half) })] // ! BOLT2006
    public static string Get() => "ok";
}

public static class F5
{
    [BoltGet("/f5", Auth = [typeof(JwtAuthentication)], Guards = [typeof(HasPermission)])] // ! BOLT2006
    public static string Get() => "ok";
}

public static class F6
{
    [BoltGet("/f6", Auth = [typeof(JwtAuthentication)], Guards = [typeof(HasAllPermissions)])] // ! BOLT2006
    public static string Get() => "ok";
}

public static class F7
{
    [BoltGet("/f7", Auth = [typeof(JwtAuthentication)], Guards = [typeof(OfficeHours)])] // ! BOLT2006
    public static string Get() => "ok";
}

public static class F8
{
    [BoltGet("/f8", Auth = [typeof(JwtAuthentication)], Guards = [typeof(Of<>)])] // ! BOLT2006
    public static string Get() => "ok";
}

public static class F9
{
    [BoltGet("/f9", Auth = [typeof(JwtAuthentication)], Guards = [null!])] // ! BOLT2006
    public static string Get() => "ok";
}

public static class F10
{
    [BoltGet("/f10", Guards = [typeof(Hidden)])] // ! BOLT2006
    public static string Get() => "ok";

    private sealed class Hidden : Half;
}

public static class F11
{
    [BoltGet("/f11")]
    [Hidden] // ! BOLT2006
    public static string Get() => "ok";

    private sealed class Hidden : Half;
}

public static class F12
{
    [BoltGet("/f12")]
    [Typed(typeof(Hidden))] // ! BOLT2006
    public static string Get() => "ok";

    private sealed class Hidden;
}

[BoltGroup("/f13", Guards = [typeof(HasPermission)])] // ! BOLT2006
public static class F13
{
    [BoltGet("/a", Guards = [typeof(AllowAny)])]
    public static string Get() => "ok";
}

public abstract class Half : Guard
{
    public override GuardResult Evaluate(GuardContext context) => GuardResult.Allow;
}

public class Of<T> : Half;

public sealed class OfficeHours(int from, int to) : Half
{
    public int Length => to - from;
}

public sealed class Typed(Type type) : Half
{
    public Type Type => type;
}

public sealed class WithService(System.IO.TextWriter log) : Half
{
    public string Name => log.ToString()!;
}

public static class G
{
    [BoltGet("/g", Guards = [typeof(WithService)])] // ! BOLT2006
    public static string Get() => "ok";
}
