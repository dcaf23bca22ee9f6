using Bolt.CodeFixes;
using Fix = Bolt.Analyzers.Tests.FixTest<Bolt.Analyzers.Rules.UnknownPermissionAnalyzer, Bolt.CodeFixes.UnknownPermissionCodeFix>;
using Test = Bolt.Analyzers.Tests.RuleTest<Bolt.Analyzers.Rules.UnknownPermissionAnalyzer>;

namespace Bolt.Analyzers.Tests.Rules;

/// <summary>BOLT1011.</summary>
public class UnknownPermissionTests
{
    private const string Catalog = """

        [PermissionCatalog]
        public static class Permissions
        {
            public const string AddArticle = "blog.add_article";
            public const string DeleteArticle = "blog.delete_article";

            public static class Users
            {
                public const string Ban = "users.ban";
            }
        }
        """;

    [Theory]
    [InlineData("""[HasPermission({|BOLT1011:"blog.ad_article"|})]""")]
    [InlineData("""[HasPermission({|BOLT1011:"blog.publish"|})]""")]
    [InlineData("""[HasPermission({|BOLT1011:nameof(Permissions.AddArticle)|})]""")]
    [InlineData("""[HasAnyPermission(Permissions.AddArticle, {|BOLT1011:"users.bann"|})]""")]
    [InlineData("""[HasAllPermissions(["users.ban", {|BOLT1011:"Blog.Add_Article"|}])]""")]
    public Task ForNameOutsideTheCatalog_Triggers(string guard) => Test.RunAsync(Api(guard) + Catalog);

    [Theory]
    [InlineData("""[HasPermission("blog.add_article")]""")]
    [InlineData("""[HasPermission(Permissions.AddArticle)]""")]
    [InlineData("""[HasAllPermissions(Permissions.Users.Ban, Permissions.DeleteArticle)]""")]
    [InlineData("""[HasPermission("")]""")]
    [InlineData("""[Requires("scope", "anything")]""")]
    public Task ForNameInTheCatalog_DoesNotTrigger(string guard) => Test.RunAsync(Api(guard) + Catalog);

    [Fact]
    public Task ForProjectWithoutCatalog_DoesNotTrigger() => Test.RunAsync(Api("""[HasPermission("anything")]"""));

    [Fact]
    public Task ForCatalogInAnotherProject_Triggers()
    {
        var test = Test.Of(Api("""[HasPermission({|BOLT1011:"users.bam"|}), HasPermission("users.ban")]"""));
        var library = test.TestState.AdditionalProjects["Library"];
        library.Sources.Add("using Bolt;" + Catalog);
        library.AdditionalReferences.AddRange(References.WithBolt);
        test.TestState.AdditionalProjectReferences.Add("Library");
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task Fix_UsesTheConstant() => Fix.RunAsync(
        Api("""[HasPermission({|BOLT1011:"blog.ad_article"|})] // Kept.""") + Api("""[HasAnyPermission("users.ban", {|BOLT1011:"users.bam"|} /* kept */)]""", "Other") + Catalog,
        Api("[HasPermission(Permissions.AddArticle)] // Kept.") + Api("""[HasAnyPermission("users.ban", Permissions.Users.Ban /* kept */)]""", "Other") + Catalog,
        UnknownPermissionCodeFix.UseConstantKey);

    [Fact]
    public Task Fix_IsNotOfferedWhereNothingIsNear()
    {
        var source = Api("""[HasPermission({|BOLT1011:"something.else"|})]""") + Catalog;
        return Fix.RunAsync(source, source);
    }

    private static string Api(string guard, string name = "Api") => $$"""

        public static class {{name}}
        {
            {{guard}}
            [BoltGet("/{{name}}", Auth = [typeof(JwtAuthentication)])]
            public static string Get() => "a";
        }
        """;
}
