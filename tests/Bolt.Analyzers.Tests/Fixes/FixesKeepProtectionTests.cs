using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Bolt.Analyzers.Tests;

/// <summary>
/// Every fix, on every diagnostic of the seeded faults and of programs that other frameworks serve too: no endpoint of the whole program asks less afterwards,
/// unless the title says so, and what compiled still compiles.
/// </summary>
public class FixesKeepProtectionTests
{
    private static readonly Lazy<Task<ImmutableArray<AppliedFix>>> Applied = new(ApplyAsync);

    [Fact]
    public async Task EveryKeyOfEveryFixIsApplied()
    {
        var applied = await Applied.Value;
        static IEnumerable<string> Keys(IEnumerable<Microsoft.CodeAnalysis.CodeFixes.CodeFixProvider> fixes) =>
            fixes.SelectMany(static f => f.GetType().GetFields()).Where(static f => f.IsLiteral && f.Name.EndsWith("Key", StringComparison.Ordinal)).Select(static f => (string)f.GetRawConstantValue()!);
        Assert.All(Keys(Catalog.Fixes), k => Assert.Contains(applied, a => a.Key == k));
        Assert.All(Keys(Catalog.Fixes.Where(static f => f.GetFixAllProvider() is not null)), k => Assert.Contains(applied, a => a.Key == k && a.Title.StartsWith("Fix All", StringComparison.Ordinal)));
        Assert.True(applied.Length >= 150, $"{applied.Length} fixes applied");
    }

    [Fact]
    public async Task NoEndpointAsksLess() => Assert.Equal("", string.Join("\n", (await Applied.Value).SelectMany(static a => Weaker(a))));

    [Fact]
    public async Task WhatCompiledStillCompiles() => Assert.Equal("", string.Join("\n", (await Applied.Value).SelectMany(static a => NewErrors(a))));

    /// <summary>The reader sees what a fix could take away: each kind of endpoint, with what it asks.</summary>
    [Theory]
    [InlineData("foreign Served.Both.Mvc", "Microsoft.AspNetCore.Authorization.AuthorizeAttribute(Roles = \"admin\")")]
    [InlineData("foreign Served.Derived.List", "Microsoft.AspNetCore.Authorization.AuthorizeAttribute")]
    [InlineData("foreign Served.PocoController.Get", "Microsoft.AspNetCore.Authorization.AuthorizeAttribute")]
    [InlineData("mapped", "Microsoft.AspNetCore.Authorization.AuthorizeAttribute")]
    [InlineData("bolt Served.Both.Both", "IsStaff")]
    public async Task Reader_SeesWhatIsAsked(string endpoint, string check) => Assert.Contains(
        (await Applied.Value).Where(static a => a.Program.StartsWith("Served", StringComparison.Ordinal)).DistinctBy(static a => a.Program).SelectMany(static a => a.Before).SelectMany(static c => EndpointReader.Read(c)),
        e => e.Key.StartsWith(endpoint, StringComparison.OrdinalIgnoreCase) && e.Value.Checks.Contains(check));

    private static async Task<ImmutableArray<AppliedFix>> ApplyAsync()
    {
        var applied = ImmutableArray.CreateBuilder<AppliedFix>();
        foreach (var (name, text, isProgram) in FixHost.Programs("Faults", "Served"))
        {
            applied.AddRange(await FixHost.ApplyAllAsync(name, text, isProgram, TestContext.Current.CancellationToken));
        }

        return applied.ToImmutable();
    }

    private static IEnumerable<string> Weaker(AppliedFix fix)
    {
        var opens = fix.Title.Contains("(opens ", StringComparison.Ordinal);
        var before = fix.Before.SelectMany(static c => EndpointReader.Read(c)).ToDictionary();
        var after = fix.After.SelectMany(static c => EndpointReader.Read(c)).ToDictionary();
        foreach (var (name, was) in before)
        {
            if (!after.TryGetValue(name, out var now))
            {
                yield return $"{fix.Program}: '{fix.Title}' loses {name}";
                continue;
            }

            // A title that says "opens" speaks of Bolt's route, and of nothing else in the program.
            if (opens && name.StartsWith("bolt ", StringComparison.Ordinal))
            {
                continue;
            }

            var lost = was.Checks.Where(c => !now.Checks.Any(n => Covers(n, c, fix.Key))).ToList();
            if (lost.Count > 0 || (now.IsOpen && !was.IsOpen))
            {
                yield return $"{fix.Program}: '{fix.Title}' opens {name}: [{string.Join(", ", was.Checks)}] → [{string.Join(", ", now.Checks)}]{(now.IsOpen ? " AllowAny" : "")}";
            }

            // Another backend is another way in. Where there was none, nobody came in, and the fix is to say who may.
            if (!was.Auth.IsEmpty && now.Auth.Except(was.Auth).Any())
            {
                yield return $"{fix.Program}: '{fix.Title}' lets {name} in by another backend: {string.Join(", ", was.Auth)} → {string.Join(", ", now.Auth)}";
            }
        }
    }

    /// <summary>
    /// The same guard. One that stood without the arguments it needs made no route, and takes some; a permission that is in no catalog is replaced by one that is,
    /// which is what BOLT1011's fix says in its title.
    /// </summary>
    private static bool Covers(string now, string was, string key) =>
        now == was
        || (!was.Contains('(', StringComparison.Ordinal) && now.StartsWith(was + "(", StringComparison.Ordinal))
        || (key == CodeFixes.UnknownPermissionCodeFix.UseConstantKey && Name(now) == Name(was));

    private static string Name(string check) => check.Split('(')[0];

    private static IEnumerable<string> NewErrors(AppliedFix fix)
    {
        var before = Errors(fix.Before).GroupBy(static d => d.Id).ToDictionary(static g => g.Key, static g => g.Count());
        foreach (var group in Errors(fix.After).GroupBy(static d => d.Id))
        {
            if (group.Count() > before.GetValueOrDefault(group.Key))
            {
                yield return $"{fix.Program}: '{fix.Title}' breaks the build: {group.Last()}\n{group.Last().Location.SourceTree}";
            }
        }
    }

    /// <summary>CS8611 is a warning that only a half-changed partial method gives.</summary>
    private static IEnumerable<Diagnostic> Errors(ImmutableArray<Compilation> program) =>
        program.SelectMany(static c => c.GetDiagnostics(TestContext.Current.CancellationToken)).Where(static d => d.Severity == DiagnosticSeverity.Error || d.Id is "CS8611");
}
