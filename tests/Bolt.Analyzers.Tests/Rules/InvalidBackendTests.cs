using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.InvalidBackendAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT2005.</summary>
public class InvalidBackendTests
{
    [Theory]
    [InlineData("Auth = [{|BOLT2005:typeof(string)|}]")]
    [InlineData("Auth = [typeof(JwtAuthentication), {|BOLT2005:typeof(IsStaff)|}]")]
    [InlineData("Auth = new[] { {|BOLT2005:typeof(IAuthenticationBackend)|} }")]
    [InlineData("Auth = new Type[] { {|BOLT2005:typeof(Half)|}, typeof(JwtAuthentication) }")]
    [InlineData("Auth = [{|BOLT2005:typeof(List<>)|}]")]
    [InlineData("Auth = [{|BOLT2005:typeof(Generic<>)|}]")]
    [InlineData("Auth = [{|BOLT2005:null!|}]")]
    [InlineData("Auth = [{|BOLT2005:typeof(Hidden)|}]")]
    [InlineData("Auth = [{|BOLT2005:typeof(int[])|}]")]
    public Task ForTypeThatIsNoBackend_Triggers(string auth) => Test.RunAsync(Source("", "", auth));

    [Fact]
    public Task ForOverriddenRoutesThatNameDifferentBackends_TriggersAtTheOverride() => Test.RunAsync("""
        public class Base
        {
            [BoltGet("/a", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
            [BoltGet("/b", Auth = [typeof(ApiKeyAuthentication)], Guards = [typeof(IsStaff)])]
            public virtual string Get() => "";
        }

        public sealed class Unclear : Base
        {
            [{|BOLT2005:BoltGet("/c")|}]
            public override string Get() => "";
        }

        public sealed class Clear : Base
        {
            [BoltGet("/d", Auth = [typeof(ApiKeyAuthentication)])]
            public override string Get() => "";
        }
        """);

    [Fact]
    public Task ForGroupAndAssembly_TriggersOnce() => Test.RunAsync(Source(
        "[assembly: BoltDefaults(Auth = [{|BOLT2005:typeof(int)|}])]", "[BoltGroup(Auth = [{|BOLT2005:typeof(string)|}])]", "InheritGuards = true"));

    [Theory]
    [InlineData("Auth = [typeof(JwtAuthentication)]")]
    [InlineData("Auth = [typeof(Partner), typeof(Generic<int>)]")]
    [InlineData("Auth = []")]
    [InlineData("Auth = null")]
    [InlineData("Auth = [typeof({|CS0246:Missing|})]")]
    [InlineData("Auth = {|CS0182:All|}")]
    public Task ForBackendOrCodeBeingTyped_DoesNotTrigger(string auth) => Test.RunAsync(Source("", "", auth));

    private static string Source(string assembly, string group, string argument) => $$"""
        {{assembly}}
        {{group}}
        public class Api
        {
            private static readonly Type[] All = [typeof(JwtAuthentication)];

            [BoltGet("/a", {{argument}})]
            public static string A() => "a";

            [BoltGet("/b")]
            public static string B() => All.ToString()!;

            private sealed class Hidden : JwtAuthentication2;
        }

        public class JwtAuthentication2 : IAuthenticationBackend
        {
            public string Name => "x";
            public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => default;
        }

        public sealed class Partner : JwtAuthentication2;
        public abstract class Half : JwtAuthentication2;
        public class Generic<T> : JwtAuthentication2;
        """;
}
