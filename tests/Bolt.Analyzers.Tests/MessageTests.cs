namespace Bolt.Analyzers.Tests;

/// <summary>What a message tells the user to do is part of the rule: a wrong reason sends people the wrong way.</summary>
public sealed class MessageTests
{
    [Theory]
    // Levels.
    [InlineData("BOLT2005", """[BoltGet("/a", Auth = [typeof(IAuthenticationBackend)])] public static string A() => "";""", "GET /a cannot use 'IAuthenticationBackend' in 'Auth': it is abstract or an interface, and a backend is called through its class")]
    [InlineData("BOLT2005", """[BoltGet("/a", Auth = [typeof(Half)])] public static string A() => ""; public abstract class Half : JwtAuthentication;""", "GET /a cannot use 'Half' in 'Auth': it is abstract or an interface, and a backend is called through its class")]
    [InlineData("BOLT2006", """[BoltGet("/a", Guards = [typeof(Takes)])] public static string A() => ""; public sealed class Takes(IServiceProvider services) : Test { public object S => services; }""", "GET /a cannot use 'Takes' as a guard: its constructor takes services, but guards are made once: take services from 'context.Services' instead")]
    [InlineData("BOLT2006", """[BoltGet("/a", Guards = [typeof(Takes)])] public static string A() => ""; public sealed class Takes(int from) : Test { public int S => from; }""", "GET /a cannot use 'Takes' as a guard: it needs arguments, so use it as an attribute")]
    [InlineData("BOLT2006", """[BoltGet("/a", Guards = [typeof(Closed)])] public static string A() => ""; public sealed class Closed : Test { private Closed() { } }""", "GET /a cannot use 'Closed' as a guard: generated code cannot reach its constructor, so make it internal")]
    [InlineData("BOLT2006", """[BoltGet("/a"), Of(typeof(Hidden<>))] public static string A() => ""; private class Hidden<T>;""", "GET /a cannot use 'OfAttribute' as a guard: generated code cannot reach a type in its arguments, so make it internal")]
    // Handlers.
    [InlineData("BOLT2004", """public class H { private H() { } [BoltGet("/a")] public string A() => ""; }""", "No endpoint is generated for GET /a: generated code cannot reach the constructor of the handler's class: make it internal")]
    [InlineData("BOLT2004", """public class H(int start) { [BoltGet("/a")] public string A() => "" + start; }""", "No endpoint is generated for GET /a: the constructor's parameter 'start' has the type 'int', which no container of services has: take options or a service, or give it a key or a default value")]
    [InlineData("BOLT2004", """public class H { public H(string a) { } public H(int a) { } [BoltGet("/a")] public string A() => ""; }""", "No endpoint is generated for GET /a: the handler's class must have one constructor, or one marked [ActivatorUtilitiesConstructor]")]
    [InlineData("BOLT2004", """public interface IA { string A(); } public class H : IA { [BoltGet("/a")] string IA.A() => ""; }""", "No endpoint is generated for '/a': an explicit interface implementation can be called only through the interface: make it a method of the class")]
    [InlineData("BOLT2004", """public static string A { [BoltGet("/a")] get => ""; }""", "No endpoint is generated for '/a': an accessor cannot be a handler: make it a method")]
    // Parameters.
    [InlineData("BOLT2009", """[BoltGet("/a")] public static string A(Point point) => ""; public struct Point;""", "No endpoint is generated for GET /a: parameter 'point' cannot be bound: a request of this method has no body to read 'Tested.Api.Point' from, and no string becomes one; give it a static TryParse(string, out Tested.Api.Point), use [AsParameters], or add [FromBody] on a method that has a body")]
    [InlineData("BOLT2009", """[BoltGet("/a")] public static string A([Microsoft.AspNetCore.Mvc.FromQuery] List<int> ids) => "";""", "No endpoint is generated for GET /a: parameter 'ids' cannot be bound: several values of one name are an array; use 'int[]'")]
    [InlineData("BOLT2009", """[BoltGet("/a")] public static string A([Microsoft.AspNetCore.Mvc.FromQuery] Sort sort) => ""; public class Sort;""", "No endpoint is generated for GET /a: parameter 'sort' cannot be bound: no string becomes a 'Tested.Api.Sort', which has no TryParse; use [AsParameters] for an object made of query values, or give it a static TryParse(string, out Tested.Api.Sort)")]
    [InlineData("BOLT2009", """[BoltGet("/a")] public static string A([Microsoft.AspNetCore.Mvc.FromHeader] Sort sort) => ""; public class Sort;""", "No endpoint is generated for GET /a: parameter 'sort' cannot be bound: no string becomes a 'Tested.Api.Sort', which has no TryParse; give it a static TryParse(string, out Tested.Api.Sort)")]
    [InlineData("BOLT2009", """[BoltGet("/a")] public static string A([Microsoft.AspNetCore.Mvc.FromQuery] object value) => "";""", "No endpoint is generated for GET /a: parameter 'value' cannot be bound: nothing says what an 'object' is made from; name a type, or add [FromBody]")]
    [InlineData("BOLT2009", """[BoltGet("/a")] public static string A((int From, int To) range) => "";""", "No endpoint is generated for GET /a: parameter 'range' cannot be bound: a tuple has no names in a request; use a record")]
    [InlineData("BOLT2009", """[BoltGet("/a")] public static string A(ReadOnlySpan<char> text) => "";""", "No endpoint is generated for GET /a: parameter 'text' has a type that generated code cannot name: a ref struct cannot be kept while the request is read; take a string or an array")]
    [InlineData("BOLT2009", """[BoltGet("/a")] public static string A([CurrentUser] int user) => "";""", "No endpoint is generated for GET /a: parameter 'user' cannot be bound: [CurrentUser] takes a class, and 'int' is none")]
    [InlineData("BOLT2002", """[BoltGet("/a/{id}")] public static string A([Microsoft.AspNetCore.Mvc.FromQuery] int id) => "";""", "GET /a/{id}: no handler parameter takes '{id}': the parameter 'id' is bound from elsewhere, so use [FromRoute] on it, or remove '{id}' from the pattern")]
    [InlineData("BOLT2002", """[BoltGet("/a/{id}")] public static string A(int page) => "";""", "GET /a/{id}: no handler parameter takes '{id}': add a parameter of that name, or remove it from the pattern")]
    public async Task Message_SaysWhatIsWrong(string id, string members, string expected)
    {
        var file = await CorpusFile.AnalyzeAsync(
            "Messages",
            [$$"""
            namespace Tested;

            public abstract class Test : Guard
            {
                public override GuardResult Evaluate(GuardContext context) => GuardResult.Allow;
            }

            public sealed class OfAttribute(Type type) : Test
            {
                public Type Type => type;
            }

            public class Api
            {
                {{members}}
            }
            """],
            isProgram: false,
            TestContext.Current.CancellationToken);
        Assert.Empty(file.CompilerErrors);
        Assert.Equal(expected, Assert.Single(file.Reported, r => r.Id == id).Message);
    }
}
