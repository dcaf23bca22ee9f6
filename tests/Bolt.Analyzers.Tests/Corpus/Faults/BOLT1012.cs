namespace Faults.BOLT1012;

public static class F1
{
    [BoltGet("/f1", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny)])] // ! BOLT1012
    public static string Get() => "ok";
}

public static class F2
{
    [BoltGet("/f2", Auth = new[] { typeof(JwtAuthentication) }), AllowAny] // ! BOLT1012
    public static string Get() => "ok";
}

public static class F3
{
    [AllowAny]
    [BoltPost("/f3", Auth = new Type[] { typeof(JwtAuthentication) })] // ! BOLT1012
    public static string Add(Note note) => note.Text;
}

public static class F4
{
    [BoltGet("/f4/{page}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny)])] // ! BOLT1012
    public static string Get(int page, CancellationToken cancellation) => "ok";
}

[BoltGroup("/f5", Guards = [typeof(AllowAny)])]
public static class F5
{
    [BoltGet("/a", Auth = [typeof(JwtAuthentication)])] // ! BOLT1012
    public static string Get() => "ok";
}

[AllowAny]
public sealed class F6(INotes notes)
{
    [BoltGet("/f6", Auth = [typeof(JwtAuthentication)])] // ! BOLT1012
    public string Get() => notes.ToString()!;
}

public interface INotes;

public sealed record Note(string Text);

[BoltGroup("/f7", Auth = [typeof(JwtAuthentication)], Guards = [typeof(AllowAny)])] // ! BOLT1012
public static class F7
{
    [BoltGet("/a")]
    public static string Get() => "ok";
}
