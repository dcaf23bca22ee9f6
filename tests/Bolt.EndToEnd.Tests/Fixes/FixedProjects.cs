namespace Bolt.EndToEnd.Tests;

/// <summary>Projects with faults, in one solution: built, fixed by one <c>dotnet format</c>, and built again.</summary>
public sealed class FixedProjects(Package package) : IAsyncLifetime
{
    public const string Guarded = """[BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]""";

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
            [BoltPost("/token/{user}", Guards = [typeof(AllowAny)])]
            public static string Token(string user, JwtIssuer issuer) =>
                issuer.CreateToken(new User(user), claims: new Dictionary<string, object?> { ["permissions"] = new[] { "shop.read" } });

            [BoltGet("/me", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
            public static string Me(AuthContext auth) => auth.UserId;

            [BoltGet("/read", Auth = [typeof(JwtAuthentication)])]
            [HasPermission("shop.read")]
            public static string Read() => "read";

            [BoltGet("/write", Auth = [typeof(JwtAuthentication)])]
            [HasPermission("shop.write")]
            public static string Write() => "write";

            private sealed record User(string Id) : IBoltUser
            {
                public string Username => Id;
                public bool IsStaff => false;
                public bool IsSuperuser => false;
            }
        }
        """;

    private static readonly string Faults = Path.Combine(Repository.Root, "tests", "Bolt.EndToEnd.Tests", "Fixes");

    /// <summary>The file of a fault in each project, and what must come of it.</summary>
    public static IReadOnlyList<(string Project, string Name, string Repaired)> Cases { get; } =
    [
        .. Directory.GetDirectories(Faults).Order(StringComparer.Ordinal).SelectMany(static d => Directory.GetFiles(d, "*.cs"))
            .Where(static f => !f.EndsWith(".fixed.cs", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(static f => (Path.GetFileName(Path.GetDirectoryName(f)!), Path.GetFileName(f), Path.ChangeExtension(f, ".fixed.cs"))),
    ];

    public static IReadOnlyList<string> Ids { get; } = [.. Cases.Select(static c => c.Name[..8]).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>One folder in it per project.</summary>
    public string Folder => package.Directory;

    /// <summary>What building a program says that forgot a guard.</summary>
    public (int ExitCode, string Output) Forgotten { get; private set; }

    /// <summary>That program, built with the rules switched off.</summary>
    public string Unruled => Path.Combine(Folder, "unruled");

    /// <summary>What building all of them says when they are fixed.</summary>
    public (int ExitCode, string Output) Result { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await package.Ready;
        foreach (var project in Cases.GroupBy(static c => c.Project))
        {
            await package.NewProject(project.Key, project.Select(static c => (c.Name, File.ReadAllText(Path.Combine(Faults, c.Project, c.Name)))));
        }

        var forgotten = await package.NewProject("Forgotten", Program.Replace(Guarded, Guarded.Replace(", Guards = [typeof(IsAuthenticated)]", "", StringComparison.Ordinal), StringComparison.Ordinal));
        var solution = Path.Combine(Folder, "Fixes.slnx");
        var projects = Cases.Select(static c => c.Project).Distinct().Append("Forgotten");
        await File.WriteAllTextAsync(solution, $"<Solution>{string.Concat(projects.Select(static p => $"""<Project Path="{p}/{p}.csproj" />"""))}</Solution>");
        await Cli.Must(Folder, "restore", solution);
        Forgotten = await Cli.Run(forgotten, "build", "--no-restore");
        await Cli.Must(forgotten, "build", "--no-restore", "-p:RunAnalyzers=false", "-o", Unruled);
        await Cli.Must(Folder, ["format", "analyzers", solution, "--no-restore", "--severity", "warn", "--diagnostics", .. Ids]);
        Result = await Cli.Run(Folder, "build", solution, "--no-restore");
    }

    public ValueTask DisposeAsync() => default;
}
