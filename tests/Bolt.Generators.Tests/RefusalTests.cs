namespace Bolt.Generators.Tests;

/// <summary>What is not understood is not emitted; the other routes are.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("Auth = [typeof(Missing)], Guards = [typeof(IsAuthenticated)]")]
    [InlineData("Auth = [null!], Guards = [typeof(IsAuthenticated)]")]
    [InlineData("Auth = typeof(JwtAuthentication), Guards = [typeof(IsAuthenticated)]")]
    [InlineData("Auth = All, Guards = [typeof(IsAuthenticated)]")]
    [InlineData("Auth = [.. All], Guards = [typeof(IsAuthenticated)]")]
    [InlineData("Auth = [typeof(string)], Guards = [typeof(IsAuthenticated)]")]
    [InlineData("Auth = [typeof(IAuthenticationBackend)], Guards = [typeof(IsAuthenticated)]")]
    [InlineData("Auth = [typeof(Generic<>)], Guards = [typeof(IsAuthenticated)]")]
    [InlineData("Guards = [typeof(Missing)]")]
    [InlineData("Guards = [typeof(IsAuthenticated), typeof(Missing)]")]
    [InlineData("Guards = [null!]")]
    [InlineData("Guards = All")]
    [InlineData("Guards = [typeof(string)]")]
    [InlineData("Guards = [typeof(Guard)]")]
    [InlineData("Guards = [typeof(HasPermission)]")]
    [InlineData("Guards = [typeof(HasAnyPermission)]")]
    [InlineData("Guards = [typeof(Hidden)]")]
    [InlineData("Guards = [typeof(IsAuthenticated), typeof(Either)]")]
    [InlineData("Guards = [typeof(AllowAny)], InheritGuards = Flag")]
    [InlineData("Gaurds = [typeof(IsAuthenticated)], Guards = [typeof(AllowAny)]")]
    public void WhatCannotBeUnderstood(string arguments)
    {
        var driver = BoltDriver.RunBroken(
            $$"""
            public class Generic<T> : IAuthenticationBackend
            {
                public string Name => "";
                public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => default;
            }

            public static class Shop
            {
                private static readonly Type[] All = [typeof(IsAuthenticated)];
                private static readonly bool Flag = true;

                private sealed class Hidden : Guard
                {
                    public override GuardResult Evaluate(GuardContext context) => default;
                }

                internal sealed class Either : Guard
                {
                    public Either(string text = "") { }
                    public Either(int number = 0) { }
                    public override GuardResult Evaluate(GuardContext context) => default;
                }

                [BoltGet("/bad", {{arguments}})]
                public static string Bad() => "bad";

                [BoltGet("/good", Guards = [typeof(AllowAny)])]
                public static string Good() => "good";
            }
            """);

        Assert.Contains("Handler.Good()", driver.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Shop.Bad()", driver.Output, StringComparison.Ordinal);
        Assert.Contains("mapper.ReportUnmapped(\"GET /bad\"", driver.Output, StringComparison.Ordinal);
    }

    /// <summary>C# can write an open type in a <c>typeof</c>, and so can generated code, where it can name the type.</summary>
    [Theory]
    [InlineData("typeof(List<>)", "new(typeof(global::System.Collections.Generic.List<>))", "typeof(System.Collections.Generic.List<>)")]
    [InlineData("typeof(Dictionary<,>)", "new(typeof(global::System.Collections.Generic.Dictionary<,>))", "typeof(System.Collections.Generic.Dictionary<,>)")]
    [InlineData("typeof(Outer<>.Inner)", "new(typeof(global::Outer<>.Inner))", "typeof(Outer<>.Inner)")]
    [InlineData("typeof(Outer<>.Two<,>)", "new(typeof(global::Outer<>.Two<,>))", "typeof(Outer<>.Two<,>)")]
    [InlineData("typeof(Hidden<>)", null, null)]
    [InlineData("typeof(HiddenOuter<>.Inner)", null, null)]
    [InlineData("typeof(Local<>)", null, null)]
    public void AnOpenTypeAsAnArgument(string argument, string? made, string? shown)
    {
        var driver = BoltDriver.Run($$"""
            public sealed class Of(Type type) : Guard { public override GuardResult Evaluate(GuardContext context) => type is null ? default : GuardResult.Allow; }
            public class Outer<T> { public class Inner; public class Two<TOne, TOther>; }
            file class Local<T>;
            public static class Handlers
            {
                private class Hidden<T>;
                private class HiddenOuter<T> { public class Inner; }
                [BoltGet("/a"), Of({{argument}})]
                public static string A() => "";
            }
            """);

        Assert.Equal(made is null, driver.Output.Contains("mapper.ReportUnmapped(\"GET /a\"", StringComparison.Ordinal));
        Assert.Equal(made is not null, made is not null && driver.Output.Contains($"static readonly global::Of guard0 = {made};", StringComparison.Ordinal));
        Assert.Equal(shown is not null, shown is not null && driver.Output.Contains($"[\"global::Of({shown})\"]", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[HasPermission(Missing)]")]
    [InlineData("[HasPermission]")]
    [InlineData("[HasPermission(\"a\", Unknown = 1)]")]
    public void GuardAttributesWithArgumentsThatAreNotConstants(string attribute)
    {
        var driver = BoltDriver.RunBroken($$"""
            public static class Shop
            {
                [BoltGet("/bad", Guards = [typeof(IsAuthenticated)])]
                {{attribute}}
                public static string Bad() => "bad";
            }
            """);

        Assert.DoesNotContain("Shop.Bad()", driver.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[assembly: BoltDefaults(Guards = [typeof(Missing)])]", "")]
    [InlineData("", "[BoltGroup(\"/g\", Guards = [typeof(Missing)])]")]
    [InlineData("", "[BoltGroup(\"/g\", Auth = [typeof(Missing)])]")]
    public void FartherLevelsThatCannotBeUnderstood(string assembly, string group)
    {
        var driver = BoltDriver.RunBroken($$"""
            {{assembly}}
            {{group}}
            public static class Shop
            {
                [BoltGet("/bad", Guards = [typeof(IsAuthenticated)])]
                public static string Bad() => "bad";
            }
            """);

        Assert.DoesNotContain("Shop.Bad()", driver.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("private static string Bad() => \"\";")]
    [InlineData("public static string Bad<T>() => \"\";")]
    [InlineData("public static string Bad(ref int x) => \"\";")]
    [InlineData("public static string Bad(out int x) { x = 1; return \"\"; }")]
    [InlineData("public static string Bad(Span<int> x) => \"\";")]
    [InlineData("public static Span<int> Bad() => default;")]
    [InlineData("public static async void Bad() { await Task.Yield(); }")]
    [InlineData("public static string Bad([FromBody] Query a, [FromBody] Query b) => \"\";")]
    [InlineData("public static string Bad([FromBody] Query a, IFormFile b) => \"\";")]
    [InlineData("public static string Bad([FromForm] string a, System.IO.Stream b) => \"\";")]
    [InlineData("public static string Bad(System.IO.Stream a, System.IO.Pipelines.PipeReader b) => \"\";")]
    [InlineData("public static string Bad([AsParameters] WithBody a, [FromForm] string b) => \"\";")]
    [InlineData("public static string Bad([AsParameters] WithBody a, [AsParameters] WithBody b) => \"\";")]
    [InlineData("public static string Bad([AsParameters] Query? q) => \"\";")]
    [InlineData("public static string Bad([AsParameters] Nested q) => \"\";")]
    [InlineData("public static string Bad([AsParameters] Two q) => \"\";")]
    [InlineData("public static string Bad([AsParameters] Unmatched q) => \"\";")]
    [InlineData("public static string Bad([AsParameters] Hidden q) => \"\";")]
    [InlineData("public static string Bad([AsParameters] IDisposable q) => \"\";")]
    [InlineData("public static string Bad([AsParameters] Unbound q) => \"\";")]
    [InlineData("public static string Bad([FromForm] Nested q) => \"\";")]
    [InlineData("public static string Bad([FromForm] List<string> q) => \"\";")]
    [InlineData("public static string Bad([FromForm] Query? q) => \"\";")]
    [InlineData("public static string Bad([FromForm(Name = \"x\")] Query q) => \"\";")]
    [InlineData("public static string Bad([FromForm(Name = \"x\")] IFormCollection q) => \"\";")]
    [InlineData("public static string Bad(IReadOnlyList<IFormFile> files) => \"\";")]
    [InlineData("public static string Bad(WrongBind q) => \"\";")]
    [InlineData("public static string Bad(Inherits q) => \"\";")]
    [InlineData("public static string Bad([FromRoute] int[] ids) => \"\";")]
    [InlineData("public static string Bad([FromQuery] List<int> ids) => \"\";")]
    [InlineData("public static string Bad([AsParameters] AuthContext auth) => \"\";")]
    [InlineData("public static string Bad([FromForm] AuthContext auth) => \"\";")]
    [InlineData("public static string Bad([FromBody] AuthContext auth) => \"\";")]
    [InlineData("public static string Bad([FromBody] ClaimsPrincipal user) => \"\";")]
    [InlineData("public static string Bad([CurrentUser, FromForm] Query user) => \"\";")]
    [InlineData("public static string Bad([CurrentUser, FromBody] Query user) => \"\";")]
    [InlineData("public static string Bad([AsParameters] Forgotten q) => \"\";")]
    [InlineData("public static string Bad([FromForm] Sourced q) => \"\";")]
    [InlineData("public static string Bad([FromForm] Renamed q) => \"\";")]
    public void HandlersThatCannotBeCalled(string handler)
    {
        var driver = BoltDriver.RunBroken($$"""
            public sealed record Query(int A);
            public sealed record WithBody(int A, [FromBody] Query Body);
            public sealed record Nested([AsParameters] Query Query);
            public sealed class Two { public Two(int a) { } public Two(string a) { } }
            public sealed class Unmatched(int other) { public int Id => other; }
            public sealed class Hidden { public required int Id; }
            public sealed class Forgotten(int id) { public int Id => id; public AuthContext Auth { get; set; } = null!; }
            public sealed record Sourced([property: FromRoute] int Id, string Title);
            public sealed class Renamed { [System.Runtime.Serialization.DataMember(Name = "x")] public string? Title { get; set; } }
            public sealed record Unbound([FromQuery] Query Query);
            public class WrongBind { public static Task<WrongBind> BindAsync(HttpContext http) => null!; }
            public class Fits { public static ValueTask<Fits?> BindAsync(HttpContext http) => default; }
            public sealed class Inherits : Fits;
            public static class Shop
            {
                [BoltPost("/bad", Guards = [typeof(IsAuthenticated)])]
                {{handler}}
            }
            """);

        Assert.DoesNotContain("Handler.Bad(", driver.Output, StringComparison.Ordinal);
        Assert.Contains("mapper.ReportUnmapped(\"POST /bad\"", driver.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public sealed class Shop<T> { ")]
    [InlineData("file sealed class Shop { ")]
    [InlineData("public sealed class Shop { private Shop() { } ")]
    [InlineData("public sealed class Shop { public Shop(int a) { } public Shop(string a) { } ")]
    [InlineData("public sealed class Shop { public required string Name { get; set; } ")]
    public void ClassesThatCannotBeConstructed(string type)
    {
        var driver = BoltDriver.RunBroken($$"""
            {{type}}
                [BoltGet("/bad", Guards = [typeof(IsAuthenticated)])]
                public string Bad() => "";
            }
            """);

        Assert.DoesNotContain(".Bad()", driver.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AnAllowAnyBesideAnotherGuardGivesTheStricterReading()
    {
        var driver = BoltDriver.Run("""
            [assembly: BoltDefaults(Guards = [typeof(IsStaff)])]
            public static class Shop
            {
                [BoltGet("/a", Guards = [typeof(AllowAny), typeof(IsAuthenticated)])]
                public static string A() => "";
            }
            """);

        Assert.Contains("""["IsStaff", "IsAuthenticated"]""", driver.Output, StringComparison.Ordinal);
    }

    /// <summary>At run time a route is public when its only guard is called AllowAny.</summary>
    [Fact]
    public void AGuardOfTheUsersOwnThatIsCalledAllowAnyIsNotTakenForIt()
    {
        var driver = BoltDriver.Run("""
            namespace Other
            {
                public sealed class AllowAny : Guard
                {
                    public override GuardResult Evaluate(GuardContext context) => default;
                }
            }

            public static class Shop
            {
                [BoltGet("/a", Guards = [typeof(Other.AllowAny)])]
                public static string A() => "";
            }
            """);

        Assert.Contains("""["Other.AllowAny"]""", driver.Output, StringComparison.Ordinal);
    }

    /// <summary>A class of the user's is shown by its full name, and is never what makes a route public, whatever it is called.</summary>
    [Theory]
    [InlineData("{0}", "AllowAny", "AllowAny", "global::AllowAny")]
    [InlineData("namespace Shop {{ {0} }}", "AllowAny", "Shop.AllowAny", "Shop.AllowAny")]
    [InlineData("namespace Bolt {{ {0} }}", "IsMine", "Bolt.IsMine", "Bolt.IsMine")]
    [InlineData("public static class Outer {{ {0} }}", "AllowAny", "Outer.AllowAny", "Outer.AllowAny")]
    [InlineData("public static class Outer<T> {{ {0} }}", "AllowAny", "Outer<Two.Mark>.AllowAny", "Outer<Two.Mark>.AllowAny")]
    [InlineData("{0}", "AllowAny<T>", "AllowAny<Two.Mark>", "global::AllowAny<Two.Mark>")]
    [InlineData("namespace Shop {{ {0} }}", "Within<T>", "Shop.Within<One.Mark>", "Shop.Within<One.Mark>")]
    [InlineData("namespace Shop {{ {0} }}", "Within<T>", "Shop.Within<Two.Mark>", "Shop.Within<Two.Mark>")]
    [InlineData("{0}", "IsStaff", "global::IsStaff", "global::IsStaff")]
    [InlineData("{0}", "none", "none", "global::none")]
    [InlineData("{0}", "Mine", "Mine", "global::Mine")]
    public void AGuardOfTheUsersOwnIsShownByItsFullName(string around, string declared, string used, string shown)
    {
        var guard = $"public sealed class {declared} : Guard {{ public override GuardResult Evaluate(GuardContext context) => default; }}";
        var driver = BoltDriver.Run(
            "#pragma warning disable CS8981 // lower case\n" + string.Format(System.Globalization.CultureInfo.InvariantCulture, around, guard),
            "namespace One { public sealed class Mark; } namespace Two { public sealed class Mark; }",
            $"public static class Handlers {{ [BoltGet(\"/a\", Guards = [typeof({used})])] public static string A() => \"\"; }}");

        Assert.Contains($"[], [\"{shown}\"]", driver.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{0}", "api_key", "api_key", "global::api_key")]
    [InlineData("{0}", "JwtAuthentication", "global::JwtAuthentication", "global::JwtAuthentication")]
    [InlineData("namespace Admin {{ {0} }}", "Tokens", "Admin.Tokens", "Admin.Tokens")]
    [InlineData("public static class Admin {{ {0} }}", "Auth", "Admin.Auth", "Admin.Auth")]
    [InlineData("namespace Admin {{ {0} }}", "Tokens<T>", "Admin.Tokens<One.Mark>", "Admin.Tokens<One.Mark>")]
    [InlineData("namespace Admin {{ {0} }}", "Tokens<T>", "Admin.Tokens<Two.Mark>", "Admin.Tokens<Two.Mark>")]
    public void ABackendOfTheUsersOwnIsShownByItsFullName(string around, string declared, string used, string shown)
    {
        foreach (var kind in new[] { ": global::Bolt.JwtAuthentication;", ": IAuthenticationBackend { public string Name => \"x\"; public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => default; }" })
        {
            var driver = BoltDriver.Run(
                string.Format(System.Globalization.CultureInfo.InvariantCulture, around, $"public sealed class {declared} {kind}"),
                "namespace One { public sealed class Mark; } namespace Two { public sealed class Mark; }",
                $"public static class Handlers {{ [BoltGet(\"/a\", Auth = [typeof({used})], Guards = [typeof(IsAuthenticated)])] public static string A() => \"\"; }}");

            Assert.Contains($"[\"{shown}\"], [\"IsAuthenticated\"]", driver.Output, StringComparison.Ordinal);
        }
    }

    /// <summary>C# would call another method than the handler, none, or decide at run time.</summary>
    [Theory]
    [InlineData("public static string Act(string? q) => \"\"; [System.Runtime.CompilerServices.OverloadResolutionPriority(1)] public static string Act(object? q = null) => \"\";")]
    [InlineData("public static string Act(string? q) => \"\"; [System.Runtime.CompilerServices.OverloadResolutionPriority(1)] internal static string Act(in string? q) => \"\";")]
    [InlineData("public override string Do(string? q) => \"\"; public string Do(object? q) => \"\";")]
    [InlineData("public string Act(long q) => \"\"; [System.Runtime.CompilerServices.OverloadResolutionPriority(2)] public string Act(double q) => \"\";")]
    [InlineData("public static string Act(ref readonly int q) => \"\";")]
    [InlineData("[System.Diagnostics.Conditional(\"NEVER\")] public static void Act(string? q) { }")]
    public void WhatCSharpWouldNotCall(string methods)
    {
        var driver = BoltDriver.Run($$"""
            public abstract class Base { public virtual string Do(string? q) => ""; }
            public class Shop : Base
            {
                [BoltGet("/do", Guards = [typeof(AllowAny)])]
                {{methods}}

                [BoltGet("/good", Guards = [typeof(AllowAny)])]
                public static string Good() => "good";
            }
            """);

        Assert.Contains("mapper.ReportUnmapped(\"GET /do\"", driver.Output, StringComparison.Ordinal);
        Assert.Contains("Handler.Good()", driver.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("extension(string s) { [BoltGet(\"/x\", Guards = [typeof(AllowAny)])] public static string Two() => \"two\"; }")]
    [InlineData("extension(string s) { [BoltGet(\"/x\", Guards = [typeof(AllowAny)])] public string Two() => s; }")]
    [InlineData("extension<T>(List<T> s) { [BoltGet(\"/x\", Guards = [typeof(AllowAny)])] public static string Two() => \"two\"; }")]
    public void MembersOfExtensionBlocks(string block)
    {
        var driver = BoltDriver.Run($$"""
            public static class Shop
            {
                {{block}}

                [BoltGet("/good", Guards = [typeof(AllowAny)])]
                public static string Good() => "good";
            }
            """);

        Assert.Contains("mapper.ReportUnmapped(\"GET /x\"", driver.Output, StringComparison.Ordinal);
        Assert.Contains("Handler.Good()", driver.Output, StringComparison.Ordinal);
    }

    /// <summary>Its name, or whether an empty body will do, is known to the attribute's own code alone.</summary>
    [Theory]
    [InlineData("[Tenant] string? tenant")]
    [InlineData("[FromTenant] string? tenant")]
    [InlineData("[MyQuery(Name = \"x\")] string? tenant")]
    [InlineData("[MyRoute] string tenant")]
    [InlineData("[MyForm] string? tenant")]
    [InlineData("[MyBody] List<string>? tenant")]
    [InlineData("[MyServices] IServiceProvider tenant")]
    [InlineData("[MyKey] IServiceProvider tenant")]
    [InlineData("[Fake.FromHeader(Name = \"x\")] string? tenant")]
    [InlineData("[AsParameters] Asked tenant")]
    [InlineData("[MyAsParameters] Plain tenant")]
    [InlineData("[FromForm] Sent tenant")]
    public void BindingAttributesOfOnesOwn(string parameter)
    {
        var driver = BoltDriver.Run($$"""
            using Microsoft.AspNetCore.Http.Metadata;
            using Microsoft.Extensions.DependencyInjection;
            public sealed class TenantAttribute : FromHeaderAttribute { public TenantAttribute() => Name = "X-Tenant"; }
            public sealed class FromTenantAttribute : Attribute, IFromHeaderMetadata { public string? Name => "X-Tenant"; }
            public sealed class MyQueryAttribute : FromQueryAttribute;
            public sealed class MyRouteAttribute : FromRouteAttribute;
            public sealed class MyFormAttribute : FromFormAttribute;
            public sealed class MyBodyAttribute : Attribute, IFromBodyMetadata { public bool AllowEmpty => true; }
            public sealed class MyServicesAttribute : FromServicesAttribute;
            public sealed class MyKeyAttribute() : FromKeyedServicesAttribute("k");
            public sealed class MyAsParametersAttribute : Attribute, IFromQueryMetadata { public string? Name => "y"; }
            public sealed record Asked([property: Tenant] string? Tenant);
            public sealed record Plain(string? Tenant);
            public sealed class Sent { [Tenant] public string? Tenant { get; set; } }
            namespace Fake { public sealed class FromHeaderAttribute : Attribute, IFromHeaderMetadata { public string? Name { get; set; } } }
            public static class Shop
            {
                [BoltPost("/do/{tenant?}", Guards = [typeof(AllowAny)])]
                public static string Do({{parameter}}) => "";
            }
            """);

        Assert.Contains("mapper.ReportUnmapped(\"POST /do/{tenant?}\"", driver.Output, StringComparison.Ordinal);
    }

    /// <summary>An attribute that shares no more than its short name with one that counts.</summary>
    [Fact]
    public void NamesakesOfBindingAttributesMeanNothing()
    {
        var driver = BoltDriver.Run("""
            namespace Mine
            {
                public sealed class FromKeyedServicesAttribute(string key) : Attribute { public string Key => key; }
                public sealed class AsParametersAttribute : Attribute;
                public sealed class ActivatorUtilitiesConstructorAttribute : Attribute;
            }
            public sealed class Shop(IServiceProvider services)
            {
                [Mine.ActivatorUtilitiesConstructor]
                private Shop() : this(null!) { }

                [BoltGet("/do", Guards = [typeof(AllowAny)])]
                public string Do([Mine.FromKeyedServices("k"), Mine.AsParameters] string? q) => q + services;
            }
            """);

        Assert.Contains("QueryText", driver.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ReportUnmapped", driver.Output, StringComparison.Ordinal);
    }

    /// <summary>A guard that generated code cannot name refuses the route; so does an attribute that cannot be told from a guard.</summary>
    [Theory]
    [InlineData("[Hidden] public abstract class Base { public virtual string Do() => \"\"; }", false, true)]
    [InlineData("public abstract class Base { [Hidden] public virtual string Do() => \"\"; }", false, true)]
    [InlineData("[Shown] public abstract class Base { public virtual string Do() => \"\"; }", false, false)]
    [InlineData("[Elsewhere] public abstract class Base { public virtual string Do() => \"\"; }", false, true)]
    [InlineData("[Elsewhere] public abstract class Base { public virtual string Do() => \"\"; }", true, false)]
    [InlineData("[Below] public abstract class Base { public virtual string Do() => \"\"; }", false, true)]
    public void BaseTypesOfOtherAssemblies(string baseType, bool isElsewhereReferenced, bool isRefused)
    {
        var elsewhere = BoltDriver.Compile(
            "Elsewhere",
            Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary,
            ["public class ElsewhereAttribute : Attribute; public abstract class ElsewhereGuard : Guard;"]).Emitted();
        var library = BoltDriver.Compile(
            "Library",
            Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary,
            [$$"""
            internal sealed class HiddenAttribute : Guard { public override GuardResult Evaluate(GuardContext context) => default; }
            public sealed class ShownAttribute : Guard { public override GuardResult Evaluate(GuardContext context) => default; }
            public sealed class BelowAttribute : ElsewhereGuard { public override GuardResult Evaluate(GuardContext context) => default; }
            {{baseType}}
            """],
            elsewhere).Emitted();
        Microsoft.CodeAnalysis.MetadataReference[] references = isElsewhereReferenced ? [library, elsewhere] : [library];
        var driver = BoltDriver.Of(BoltDriver.Compile(
            "Shop",
            Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary,
            ["""public sealed class Shop : Base { [BoltGet("/do", Guards = [typeof(AllowAny)], InheritGuards = false)] public override string Do() => ""; }"""],
            references));
        driver.AssertClean();

        Assert.Equal(isRefused, driver.Output.Contains("mapper.ReportUnmapped(\"GET /do\"", StringComparison.Ordinal));
    }

    /// <summary>What generated code would name is another type than the one that was declared: a guard's namesake never runs in its place.</summary>
    [Theory]
    [InlineData("extern alias one; public class Shop { [BoltGet(\"/do\", Guards = [typeof(one::Lib.Staff)])] public string Do() => \"\"; }", true)]
    [InlineData("extern alias one; public class Shop { [one::Lib.Staff, BoltGet(\"/do\")] public string Do() => \"\"; }", true)]
    [InlineData("extern alias one; public class Shop { [BoltGet(\"/do\", Guards = [typeof(one::Lib.Only)])] public string Do() => \"\"; }", true)]
    [InlineData("extern alias one; public class Shop { [BoltGet(\"/do\", Guards = [typeof(Lib.Of<one::Lib.Staff>)])] public string Do() => \"\"; }", true)]
    [InlineData("extern alias one; public class Shop { [BoltGet(\"/do\", Auth = [typeof(one::Lib.Tokens)], Guards = [typeof(IsAuthenticated)])] public string Do() => \"\"; }", true)]
    [InlineData("public class Shop { [Lib.Staff, BoltGet(\"/do\", Auth = [typeof(Lib.Tokens)], Guards = [typeof(Lib.Of<Lib.Staff>)])] public string Do() => \"\"; }", false)]
    [InlineData("public class Shop : Guarded { [BoltGet(\"/do\")] public string Do() => \"\"; }", false)]
    [InlineData("namespace Lib { public sealed class Staff : Guard { public override GuardResult Evaluate(GuardContext context) => GuardResult.Allow; } } public class Shop : Guarded { [BoltGet(\"/do\")] public string Do() => \"\"; }", true)]
    [InlineData("public static class Lib { public sealed class Staff : Guard { public override GuardResult Evaluate(GuardContext context) => GuardResult.Allow; } } public class Shop : Guarded { [BoltGet(\"/do\")] public string Do() => \"\"; }", true)]
    [InlineData("namespace Bolt { public sealed class IsStaff : Guard { public override GuardResult Evaluate(GuardContext context) => GuardResult.Allow; } } public class Shop : Staffed { [BoltGet(\"/do\")] public string Do() => \"\"; }", true)]
    public void NamesakesInOtherAssemblies(string source, bool isRefused)
    {
        const string types =
            """
            namespace Lib
            {
                public sealed class Staff : Guard { public override GuardResult Evaluate(GuardContext context) => default; }
                public sealed class Of<T> : Guard { public override GuardResult Evaluate(GuardContext context) => default; }
                public sealed class Tokens : JwtAuthentication;
            }
            [Lib.Staff] public abstract class Guarded;
            [IsStaff] public abstract class Staffed;
            """;
        var aliased = BoltDriver.Compile(
            "One", Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary, [types, "namespace Lib { public sealed class Only : Guard { public override GuardResult Evaluate(GuardContext context) => default; } }"]).Emitted().WithAliases(["one"]);
        var library = BoltDriver.Compile("Two", Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary, [types]).Emitted();
        var driver = BoltDriver.Of(BoltDriver.Compile("Shop", Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary, [source], aliased, library));
        driver.AssertClean();

        Assert.Equal(isRefused, driver.Output.Contains("mapper.ReportUnmapped(\"GET /do\"", StringComparison.Ordinal));
    }

    /// <summary>Where an enum's assembly is not referenced, the compiler knows no argument of the guard: made without them it would ask for something else.</summary>
    [Theory]
    [InlineData("[Needs(Level.Admin)]", true)]
    [InlineData("[Needs(Level = Level.Admin)]", true)]
    [InlineData("[NeedsAny(Value = Level.Admin)]", true)]
    [InlineData("[NeedsAny(Value = \"admin\")]", false)]
    [InlineData("[Plain]", false)]
    [InlineData("[Plain(Text = \"a\")]", false)]
    public void ArgumentsThatTheCompilerCannotDecode(string guard, bool isRefused)
    {
        var elsewhere = BoltDriver.Compile("Elsewhere", Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary, ["public enum Level { Any, Admin }"]).Emitted();
        var library = BoltDriver.Compile(
            "Library",
            Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary,
            [$$"""
            public sealed class Needs : Guard
            {
                public Needs() { }
                public Needs(Level level) => Level = level;
                public Level Level { get; set; }
                public override GuardResult Evaluate(GuardContext context) => Level == Level.Any ? GuardResult.Allow : default;
            }
            public sealed class NeedsAny : Guard { public object? Value { get; set; } public override GuardResult Evaluate(GuardContext context) => default; }
            public sealed class Plain : Guard { public string? Text { get; set; } public override GuardResult Evaluate(GuardContext context) => default; }
            {{guard}} public abstract class Base;
            """],
            elsewhere).Emitted();
        var driver = BoltDriver.Of(BoltDriver.Compile(
            "Shop", Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary, ["public sealed class Shop : Base { [BoltGet(\"/do\")] public string Do() => \"\"; }"], library));
        driver.AssertClean();

        Assert.Equal(isRefused, driver.Output.Contains("mapper.ReportUnmapped(\"GET /do\"", StringComparison.Ordinal));
    }

    /// <summary>C# calls it on a type parameter alone.</summary>
    [Fact]
    public void AStaticVirtualMethodOfAnInterface() => Assert.Contains("mapper.ReportUnmapped(\"GET /do\"", BoltDriver.Run(
        "public interface IShop { [BoltGet(\"/do\", Guards = [typeof(AllowAny)])] static virtual string Do() => \"\"; }").Output, StringComparison.Ordinal);

    [Fact]
    public void NothingIsEmittedWithoutRoutes() => Assert.Empty(BoltDriver.Run("public static class Nothing { }").Files);

    [Fact]
    public void ADerivedRouteAttributeMakesNoEndpoint() => Assert.Empty(BoltDriver.Run("""
        public sealed class MyRouteAttribute(string pattern) : BoltRouteAttribute(pattern, "GET");
        public static class Shop
        {
            [MyRoute("/a", Guards = [typeof(AllowAny)])]
            public static string A() => "";
        }
        """).Files);
}
