using System.Net;
using System.Text.RegularExpressions;

namespace Bolt.EndToEnd.Tests;

/// <summary>The tool that ships with the SDK, against QuickStart as a project of its own that knows only the package: no setting of Bolt's is needed.</summary>
[Collection(PublishedCollection.Name)]
public sealed partial class UserJwtsTests(Package package)
{
    private const string SecretsId = "bolt-user-jwts-test";

    [Fact]
    public async Task AQuickStartTakesWhatTheToolMade()
    {
        var folder = await CopyOfQuickStart();
        // Where the SDK keeps user secrets; the developer's own stay as they are.
        (string Name, string Folder) secrets = ("APPDATA", Path.Combine(package.Directory, "secrets"));
        await Cli.Must(folder, "build", "-v", "quiet");
        var made = await Cli.Run(folder, [secrets], "user-jwts", "create", "--name", "1", "--claim", "scope=articles", "--output", "token");
        var token = Token().Match(made.Output).Value;
        Assert.True(made.ExitCode == 0 && token.Length > 0, made.Output);

        var binary = Path.Combine(folder, "bin", "Debug", "net10.0", "userjwts");
        await using (var server = await ServerProcess.StartAsync(binary, folder, ("ASPNETCORE_ENVIRONMENT", "Development"), secrets))
        {
            var me = await server.Send("GET", "/me", token);
            Assert.Equal((HttpStatusCode.OK, """{"id":"1","username":"ada","isStaff":false}"""), (me.StatusCode, await me.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
            Assert.Equal(HttpStatusCode.Unauthorized, (await server.Send("GET", "/me", token[..^2] + "AA")).StatusCode);
        }

        // What a developer's tool signs counts on the developer's machine only, even where its settings have come along.
        File.Copy(Path.Combine(secrets.Folder, "Microsoft", "UserSecrets", SecretsId, "secrets.json"), Path.Combine(folder, "appsettings.Production.json"));
        var (code, output) = await ServerProcess.RunToEnd(binary, folder, ("ASPNETCORE_ENVIRONMENT", "Production"), ("Bolt__Jwt__Secret", new string('s', 40)));
        Assert.NotEqual(0, code);
        Assert.Contains("is a key of \"dotnet user-jwts\"", output, StringComparison.Ordinal);
    }

    private async Task<string> CopyOfQuickStart()
    {
        var sample = Path.Combine(Repository.Root, "samples", "QuickStart");
        var folder = await package.NewProject("userjwts", "");
        foreach (var file in Directory.EnumerateFiles(sample, "*.cs").Concat(Directory.EnumerateFiles(sample, "appsettings*.json")).Concat([Path.Combine(sample, "Properties", "launchSettings.json")]))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(sample, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }

        var versions = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "Directory.Packages.props"));
        var sqlite = SqliteVersion().Match(versions).Groups[1].Value;
        var project = Path.Combine(folder, "userjwts.csproj");
        var text = await File.ReadAllTextAsync(project);
        await File.WriteAllTextAsync(project, text
            .Replace("<Nullable>", $"<UserSecretsId>{SecretsId}</UserSecretsId><Nullable>", StringComparison.Ordinal)
            .Replace("</ItemGroup>", $"""<PackageReference Include="Microsoft.Data.Sqlite" Version="{sqlite}" /></ItemGroup>""", StringComparison.Ordinal));
        return folder;
    }

    [GeneratedRegex(@"eyJ[\w-]+\.[\w-]+\.[\w-]+")]
    private static partial Regex Token();

    [GeneratedRegex("\"Microsoft.Data.Sqlite\" Version=\"([^\"]+)\"")]
    private static partial Regex SqliteVersion();
}
