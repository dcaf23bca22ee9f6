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

    /// <summary>What is put into the project file, global properties as the command line gives them, what the build must say.</summary>
    private static readonly (string Project, string Properties, string Says)[] Attempts =
    [
        ("", "", Weaker("BoltSurface.txt")),
        ("<PropertyGroup><NoWarn>$(NoWarn);BOLT1021;BOLT1024</NoWarn></PropertyGroup>", "", Weaker("BoltSurface.txt")),
        ("<ItemGroup><AdditionalFiles Remove=\"BoltSurface.txt\" /></ItemGroup>", "", "error BOLT1024: No route is compared with BoltSurface.txt: it is not among the project's AdditionalFiles"),
        ("<Target Name=\"Last\" BeforeTargets=\"CoreCompile\"><ItemGroup><AdditionalFiles Remove=\"@(AdditionalFiles)\" /></ItemGroup></Target>", "", "error BOLT1024: No route is compared with BoltSurface.txt: it is not among the project's AdditionalFiles"),
        ("<ItemGroup><AdditionalFiles Remove=\"BoltSurface.txt\" /><AdditionalFiles Include=\"other/BoltSurface.txt\" /></ItemGroup>", "", "error BOLT1024: No route is compared with BoltSurface.txt: it is not among the project's AdditionalFiles"),
        ("<Target Name=\"Last\" BeforeTargets=\"CoreCompile\"><ItemGroup><Analyzer Remove=\"@(Analyzer)\" Condition=\"'%(Filename)' == 'Bolt.Analyzers'\" /></ItemGroup></Target>", "", "error BOLT1024: No route is compared with BoltSurface.txt: Bolt.Analyzers is not among the project's analyzers"),
        ("<PropertyGroup><BoltSurfaceFile></BoltSurfaceFile></PropertyGroup>", "", "error BOLT1024: BoltSurfaceFile is empty, so no route is compared"),
        ("", "BoltSurfaceFile=", "error BOLT1024: BoltSurfaceFile is empty, so no route is compared"),
        ("", "BoltSurfaceFile=Surface.txt", "error BOLT1024: BoltSurfaceFile is 'Surface.txt': call the file BoltSurface.txt or BoltSurface.*.txt"),
        ("", "BoltSurfaceFile=BoltSurface.net9.0.txt", "error BOLT1024: BoltSurfaceFile is 'BoltSurface.net9.0.txt', and there is no such file"),
        ("", "ContinuousIntegrationBuild=true;RunAnalyzers=false", "error BOLT1024: No route is compared with BoltSurface.txt: RunAnalyzers or RunAnalyzersDuringBuild is false"),
        ("<PropertyGroup><RunAnalyzersDuringBuild>false</RunAnalyzersDuringBuild></PropertyGroup>", "ContinuousIntegrationBuild=true", "error BOLT1024: No route is compared with BoltSurface.txt: RunAnalyzers or RunAnalyzersDuringBuild is false"),
    ];

    /// <summary>A copy of the project for each, all built by one command.</summary>
    [Fact]
    public async Task NothingSwitchesItOffInSilence()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var (folder, project) = await New("Switched", Stronger);
        Directory.CreateDirectory(Path.Combine(folder, "other"));
        await File.WriteAllTextAsync(Path.Combine(folder, "Surface.txt"), Stronger, cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "other", "BoltSurface.txt"), "# Bolt surface 1\n" + Me, cancellation);
        var copies = Attempts.Select((_, i) => Path.Combine(package.Directory, "Switched" + i)).ToList();
        foreach (var (copy, (added, _, _)) in copies.Zip(Attempts))
        {
            Copy(folder, copy);
            await File.WriteAllTextAsync(Path.Combine(copy, "Switched.csproj"), project.Replace("</Project>", added + "</Project>", StringComparison.Ordinal), cancellation);
        }

        var all = Path.Combine(package.Directory, "Switched.proj");
        var items = copies.Zip(Attempts, static (copy, attempt) => $"<One Include=\"{copy}/Switched.csproj\" AdditionalProperties=\"{attempt.Properties}\" />");
        await File.WriteAllTextAsync(
            all, $"<Project><ItemGroup>{string.Concat(items)}</ItemGroup><Target Name=\"Build\"><MSBuild Projects=\"@(One)\" BuildInParallel=\"true\" StopOnFirstFailure=\"false\" /></Target></Project>", cancellation);
        var (code, output) = await Cli.Run(package.Directory, "build", all, "--no-restore");
        Assert.True(code != 0, output);
        var lines = output.Split('\n');
        var silent = new List<string>();
        foreach (var (copy, (added, properties, says)) in copies.Zip(Attempts))
        {
            var isSaid = lines.Any(l => l.Contains(says, StringComparison.Ordinal) && l.Contains($"[{copy}/Switched.csproj]", StringComparison.Ordinal));
            if (!isSaid || File.Exists(Path.Combine(copy, "bin", "Debug", "net10.0", "Switched.dll")))
            {
                silent.Add($"{added} {properties} does not stop the build with \"{says}\"");
            }
        }

        Assert.True(silent.Count == 0, $"{string.Join('\n', silent)}\n{output}");

        // On one's own machine rules may rest.
        await Cli.Must(folder, "build", "--no-restore", "-p:RunAnalyzers=false");
        Assert.True(File.Exists(Path.Combine(folder, "bin", "Debug", "net10.0", "Switched.dll")));

        // Nothing in the code counts either.
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Program.cs"),
            "#pragma warning disable BOLT1021\n" + Program.Replace("    [BoltGet", "    [System.Diagnostics.CodeAnalysis.SuppressMessage(\n        \"Bolt.Security\", \"BOLT1021\")]\n    [BoltGet", StringComparison.Ordinal),
            cancellation);
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

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
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
