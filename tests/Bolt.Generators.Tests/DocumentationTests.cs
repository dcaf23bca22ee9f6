using System.Reflection;
using System.Text.RegularExpressions;

namespace Bolt.Generators.Tests;

/// <summary>Generated code shown in the documentation is what the generator writes. <c>BOLT_ACCEPT=1</c> rewrites it.</summary>
public sealed class DocumentationTests
{
    private const string Documents =
        """
        public sealed class OwnsDocument : AsyncGuard
        {
            public override async ValueTask<GuardResult> EvaluateAsync(GuardContext context) => …;
        }

        [BoltGroup("/documents", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
        public sealed class Documents(IStore store)
        {
            [BoltPut("/{id:guid}", Guards = [typeof(OwnsDocument)])]
            [HasPermission("documents.write")]
            public Task<Document> Save(Guid id, Document body) => store.Save(id, body);
        }
        """;

    [Fact]
    public void Readme()
    {
        var text = File.ReadAllText(Path.Combine(Root, "README.md"));
        var handler = Regex.Match(text, @"public sealed class Account\n\{\n.*?\n\}", RegexOptions.Singleline).Value;
        var driver = BoltDriver.Run("namespace QuickStart;\n" + handler,
            """
            namespace QuickStart;
            public sealed record Profile(string Id, string Username, bool IsStaff);
            public sealed record AppUser(string Id, string Username, bool IsStaff, bool IsSuperuser) : IBoltUser;
            """);
        Check("README.md", "generated: QuickStart.Account.g.cs, class Me_0; kept true by DocumentationTests", Class(driver, "QuickStart.Account.g.cs", "Me_0"));
    }

    [Fact]
    public void GeneratedCode()
    {
        var driver = BoltDriver.Run("namespace Shop;\n" + Documents.Replace("=> …;", "{ await Task.Yield(); return GuardResult.Allow; }", StringComparison.Ordinal),
            """
            namespace Shop;
            public sealed record Document(string Title);
            public interface IStore { Task<Document> Save(Guid id, Document document); }
            """);
        Check("docs/generated-code.md", "source: documents", Documents);
        Check("docs/generated-code.md", "generated: documents", Class(driver, "Shop.Documents.g.cs", "Save_0"));

        var unguarded = BoltDriver.Run("public static class Forgotten { [BoltGet(\"/forgotten\")] public static string Get() => \"never\"; }");
        Check("docs/generated-code.md", "generated: unguarded", Class(unguarded, "Forgotten.g.cs", "Get_0"));

        var cookie = BoltDriver.Run(
            """
            public sealed class Session : ICookieAuthenticationBackend { public string Name => "s"; public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => default; }
            public static class Carts { [BoltPost("/carts", Auth = [typeof(Session)], Guards = [typeof(IsAuthenticated)])] public static void Add() { } }
            """);
        Check("docs/generated-code.md", "generated: cookie", Regex.Match(Class(cookie, "Carts.g.cs", "Add_0"), @"var auth = Accept.*\n.*CrossSite.*").Value.Replace("\n        ", "\n", StringComparison.Ordinal));
    }

    private static string Root { get; } =
        typeof(DocumentationTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(static a => a.Key == "RepositoryRoot").Value!;

    /// <summary>The comment and the class of one route.</summary>
    private static string Class(BoltDriver driver, string file, string name)
    {
        var lines = driver.Files[file].Split('\n');
        var start = Array.FindIndex(lines, l => l.Contains($"class {name} ", StringComparison.Ordinal)) - 1;
        var end = Array.FindIndex(lines, start, static l => l == "}");
        return string.Join('\n', lines[start..(end + 1)]);
    }

    private static void Check(string file, string marker, string code)
    {
        var path = Path.Combine(Root, file);
        var text = File.ReadAllText(path);
        var block = new Regex($"(?<=<!-- {Regex.Escape(marker)} -->\n```csharp\n).*?(?=```)", RegexOptions.Singleline).Match(text);
        Assert.True(block.Success, $"{file} has no block marked '{marker}'.");
        if (Environment.GetEnvironmentVariable("BOLT_ACCEPT") == "1")
        {
            File.WriteAllText(path, text[..block.Index] + code + "\n" + text[(block.Index + block.Length)..]);
            return;
        }

        Assert.Equal(code + "\n", block.Value);
    }
}
