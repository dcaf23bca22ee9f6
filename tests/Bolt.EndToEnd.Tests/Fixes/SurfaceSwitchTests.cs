namespace Bolt.EndToEnd.Tests;

/// <summary>A project whose <c>BoltSurface.txt</c> is there: what its code, its project file and the command line can switch off, and what they cannot.</summary>
public sealed class SurfaceSwitchTests(Package package) : IClassFixture<Packed>
{
    private const string Program =
        """
        using Bolt;

        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Services.AddBolt().AddJwt();
        var app = builder.Build();
        app.MapBolt();
        app.Run();

        public static class Shop
        {
            [BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
            public static string Me(AuthContext auth) => auth.UserId;
        }

        """;

    private const string Me = "GET /me  auth: jwt  guards: IsAuthenticated  → Shop.Me\n";
    private const string Stronger = "# Bolt surface 1\nGET /me  auth: jwt  guards: IsStaff  → Shop.Me\n";
    /// <summary>What is put into the project file, properties of the command line, what the build must say.</summary>
    private static readonly (string Project, string[] Arguments, string Says)[] Attempts =
    [
        ("", [], Weaker("BoltSurface.txt")),
        ("<PropertyGroup><NoWarn>$(NoWarn);BOLT1021;BOLT1024</NoWarn></PropertyGroup>", [], Weaker("BoltSurface.txt")),
        ("<ItemGroup><AdditionalFiles Remove=\"BoltSurface.txt\" /></ItemGroup>", [], "error BOLT1024: No route is compared with BoltSurface.txt: it is not among the project's AdditionalFiles"),
        ("<Target Name=\"Last\" BeforeTargets=\"CoreCompile\"><ItemGroup><AdditionalFiles Remove=\"@(AdditionalFiles)\" /></ItemGroup></Target>", [], "error BOLT1024: No route is compared with BoltSurface.txt: it is not among the project's AdditionalFiles"),
        ("<ItemGroup><AdditionalFiles Remove=\"BoltSurface.txt\" /><AdditionalFiles Include=\"other/BoltSurface.txt\" /></ItemGroup>", [], "error BOLT1024: No route is compared with BoltSurface.txt: it is not among the project's AdditionalFiles"),
        ("<Target Name=\"Last\" BeforeTargets=\"CoreCompile\"><ItemGroup><Analyzer Remove=\"@(Analyzer)\" Condition=\"'%(Filename)' == 'Bolt.Analyzers'\" /></ItemGroup></Target>", [], "error BOLT1024: No route is compared with BoltSurface.txt: Bolt.Analyzers is not among the project's analyzers"),
        ("<PropertyGroup><BoltSurfaceFile></BoltSurfaceFile></PropertyGroup>", [], "error BOLT1024: BoltSurfaceFile is empty, so no route is compared"),
        ("", ["-p:BoltSurfaceFile="], "error BOLT1024: BoltSurfaceFile is empty, so no route is compared"),
        ("", ["-p:BoltSurfaceFile=Surface.txt"], "error BOLT1024: BoltSurfaceFile is 'Surface.txt': call the file BoltSurface.txt or BoltSurface.*.txt"),
        ("", ["-p:BoltSurfaceFile=BoltSurface.net9.0.txt"], "error BOLT1024: BoltSurfaceFile is 'BoltSurface.net9.0.txt', and there is no such file"),
        ("", ["-p:ContinuousIntegrationBuild=true", "-p:RunAnalyzers=false"], "error BOLT1024: No route is compared with BoltSurface.txt: RunAnalyzers or RunAnalyzersDuringBuild is false"),
        ("<PropertyGroup><RunAnalyzersDuringBuild>false</RunAnalyzersDuringBuild></PropertyGroup>", ["-p:ContinuousIntegrationBuild=true"], "error BOLT1024: No route is compared with BoltSurface.txt: RunAnalyzers or RunAnalyzersDuringBuild is false"),
    ];

    [Fact]
    public async Task NothingSwitchesItOffInSilence()
    {
        var (folder, project) = await New("Switched", Stronger);
        Directory.CreateDirectory(Path.Combine(folder, "other"));
        await File.WriteAllTextAsync(Path.Combine(folder, "Surface.txt"), Stronger, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "other", "BoltSurface.txt"), "# Bolt surface 1\n" + Me, TestContext.Current.CancellationToken);
        var silent = new List<string>();
        foreach (var (added, arguments, says) in Attempts)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "Switched.csproj"), project.Replace("</Project>", added + "</Project>", StringComparison.Ordinal), TestContext.Current.CancellationToken);
            var (code, output) = await Cli.Run(folder, ["build", "--no-restore", .. arguments]);
            if (code == 0 || !output.Contains(says, StringComparison.Ordinal))
            {
                silent.Add($"{added} {string.Join(' ', arguments)} does not say \"{says}\": {output}");
            }
        }

        Assert.Empty(silent);

        // On one's own machine rules may rest.
        await File.WriteAllTextAsync(Path.Combine(folder, "Switched.csproj"), project, TestContext.Current.CancellationToken);
        await Cli.Must(folder, "build", "--no-restore", "-p:RunAnalyzers=false");

        // Nothing in the code counts either.
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Program.cs"),
            "#pragma warning disable BOLT1021\n" + Program.Replace("    [BoltGet", "    [System.Diagnostics.CodeAnalysis.SuppressMessage(\n        \"Bolt.Security\", \"BOLT1021\")]\n    [BoltGet", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        var (status, said) = await Cli.Run(folder, "build", "--no-restore", "-p:TreatWarningsAsErrors=false");
        Assert.NotEqual(0, status);
        Assert.Contains(Weaker("BoltSurface.txt"), said, StringComparison.Ordinal);
        Assert.DoesNotContain("AD0001", said, StringComparison.Ordinal);
    }

    /// <summary>The rules are told the name as the project file says it.</summary>
    [Fact]
    public async Task AFileOfAnotherNameIsComparedAndWritten()
    {
        var (folder, project) = await New("Named", Stronger);
        File.Move(Path.Combine(folder, "BoltSurface.txt"), Path.Combine(folder, "BoltSurface.net10.0.txt"));
        await Cli.Must(folder, "build", "--no-restore");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Named.csproj"),
            project.Replace("</Project>", "<PropertyGroup><BoltSurfaceFile>BoltSurface.$(TargetFramework).txt</BoltSurfaceFile></PropertyGroup></Project>", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        var (code, output) = await Cli.Run(folder, "build", "--no-restore");
        Assert.NotEqual(0, code);
        Assert.Contains(Weaker("BoltSurface.net10.0.txt"), output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Path.Combine(folder, "BoltSurface.net10.0.txt"), "", TestContext.Current.CancellationToken);
        await Cli.Must(folder, "format", "analyzers", "--no-restore", "--severity", "warn", "--diagnostics", "BOLT1020");
        Assert.Equal("# Bolt surface 1\n" + Me, await File.ReadAllTextAsync(Path.Combine(folder, "BoltSurface.net10.0.txt"), TestContext.Current.CancellationToken));
    }

    /// <summary>Hints on one's own machine, errors in CI: of each of the three there is one.</summary>
    [Fact]
    public async Task WhatIsNotUpToDateStopsCi()
    {
        var (folder, _) = await New(
            "UpToDate", "# Bolt surface 1\nGET /gone  auth: jwt  guards: IsStaff  → Shop.Gone\nGET /me  auth: jwt, api_key  guards: IsAuthenticated  → Shop.Me\n", "\npublic static class More { [BoltGet(\"/new\"), AllowAny] public static string New() => \"\"; }\n");
        var output = await Cli.Must(folder, "build", "--no-restore", "-p:TreatWarningsAsErrors=false");
        string[] ids = ["BOLT1020", "BOLT1022", "BOLT1023"];
        Assert.All(ids, id => Assert.Contains("warning " + id, output, StringComparison.Ordinal));

        var (code, ci) = await Cli.Run(folder, "build", "--no-restore", "--no-incremental", "-p:TreatWarningsAsErrors=false", "-p:ContinuousIntegrationBuild=true");
        Assert.NotEqual(0, code);
        Assert.All(ids, id => Assert.Contains("error " + id, ci, StringComparison.Ordinal));
    }

    private static string Weaker(string file) => $"error BOLT1021: GET /me is weaker than recorded in {file}: IsStaff is no longer asked";

    /// <summary>Restored, so that the project file may change without another.</summary>
    private async Task<(string Folder, string Project)> New(string name, string surface, string more = "")
    {
        var folder = await package.NewProject(name, Program + more);
        await File.WriteAllTextAsync(Path.Combine(folder, "BoltSurface.txt"), surface, TestContext.Current.CancellationToken);
        await Cli.Must(folder, "restore");
        return (folder, await File.ReadAllTextAsync(Path.Combine(folder, name + ".csproj"), TestContext.Current.CancellationToken));
    }
}
