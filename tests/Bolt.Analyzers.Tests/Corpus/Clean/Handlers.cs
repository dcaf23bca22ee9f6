using Microsoft.Extensions.Logging;

namespace Clean.Handlers;

/// <summary>What a handler's class can be: record, struct, derived, disposable, with several constructors, nested, an interface's.</summary>
public record Records(TimeProvider Time)
{
    [BoltGet("/handlers/record", Guards = [typeof(AllowAny)])]
    public long Ticks() => Time.GetTimestamp();
}

public sealed record class SealedRecords(IServiceProvider Services, ILogger<SealedRecords> Log)
{
    [BoltGet("/handlers/sealed-record/{name}", Guards = [typeof(AllowAny)])]
    public bool Has(string name) => Services.GetService(Type.GetType(name) ?? typeof(object)) is not null && Log is not null;
}

public readonly struct Structs
{
    [BoltGet("/handlers/struct", Guards = [typeof(AllowAny)])]
    public static int Zero() => 0;
}

public class Plain
{
    [BoltGet("/handlers/plain", Guards = [typeof(AllowAny)])]
    public virtual string Get() => "plain";
}

public class Derived : Plain
{
    public override string Get() => "derived";

    [BoltPost("/handlers/derived", Guards = [typeof(AllowAny)])]
    public string Post() => Get();
}

public abstract class Crud<T>(List<T> items)
{
    protected List<T> Items => items;

    protected T Find(int index) => items[index];
}

[BoltGroup("/handlers/words", Auth = [typeof(JwtAuthentication)])]
public sealed class Words(List<string> items) : Crud<string>(items)
{
    [BoltGet("{index:int:min(0)}"), HasPermission("words.read")]
    public string Get(int index) => Find(index);

    [BoltPost(""), HasPermission("words.write")]
    public int Add(string word)
    {
        Items.Add(word);
        return Items.Count;
    }
}

public sealed class Chosen
{
    private readonly string _how;

    public Chosen() => _how = "none";

    [ActivatorUtilitiesConstructor]
    public Chosen(TimeProvider time) => _how = time.ToString()!;

    [BoltGet("/handlers/chosen", Guards = [typeof(AllowAny)])]
    public string Get() => _how;
}

public sealed class Optional(TimeProvider? time = null, [FromKeyedServices("a")] Random? random = null)
{
    [BoltGet("/handlers/optional", Guards = [typeof(AllowAny)])]
    public bool Get() => time is null && random is null;
}

public sealed class Disposed : IDisposable, IAsyncDisposable
{
    [BoltGet("/handlers/disposed", Guards = [typeof(AllowAny)])]
    public string Get() => "once";

    public void Dispose() { }

    public ValueTask DisposeAsync() => default;
}

public interface IPing
{
    string Ping();
}

public sealed class Pinger : IPing
{
    [BoltGet("/handlers/ping", Guards = [typeof(AllowAny)])]
    public string Ping() => "pong";
}

public static class Overloads
{
    [BoltGet("/handlers/overloads", Guards = [typeof(AllowAny)])]
    public static string Find() => "all";

    [BoltGet("/handlers/overloads/{id:int}", Guards = [typeof(AllowAny)])]
    public static string Find(int id) => "by id " + id;

    [BoltGet("/handlers/overloads/{name:alpha}", Guards = [typeof(AllowAny)])]
    public static string Find(string name) => "by name " + name;
}

internal class Outer
{
    protected internal class Middle
    {
        internal sealed class Inner
        {
            [BoltGet("/handlers/inner", Guards = [typeof(AllowAny)])]
            internal string Get() => nameof(Inner);
        }

        [BoltGet("/handlers/middle", Guards = [typeof(AllowAny)])]
        protected internal static string Get() => nameof(Middle);
    }
}

public static class Extensions
{
    [BoltGet("/handlers/extension", Guards = [typeof(AllowAny)])]
    public static string? Agent(this HttpRequest request) => request.Headers.UserAgent;
}

public static class Names
{
    [BoltGet("/handlers/names/class", Guards = [typeof(AllowAny)])]
    public static string @class() => "class";

    [BoltGet("/handlers/names/handler", Guards = [typeof(AllowAny)])]
    public static string Handler(string http, int request, bool context, string auth2) => http + request + context + auth2;
}

file static class Local
{
    internal const string Pattern = "/handlers/file-constant";
}

public static class UsesFileConstant
{
    [BoltGet(Local.Pattern, Guards = [typeof(AllowAny)])]
    public static string Get() => Local.Pattern;

    [BoltGet("/handlers/in", Guards = [typeof(AllowAny)])]
    public static int In(in int value) => value;

    [BoltGet("/handlers/out-of-order", Guards = [typeof(AllowAny)])]
    public static string Defaults(string text = "a", int number = int.MaxValue, double ratio = 1.5, DayOfWeek day = DayOfWeek.Monday, string? none = null) =>
        text + number + ratio + day + none;
}
