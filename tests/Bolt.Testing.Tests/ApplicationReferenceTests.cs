using System.Diagnostics;

namespace Bolt.Testing.Tests;

/// <summary>BOLT2011: the package's targets stop the build of an application that references it. Run by MSBuild alone: the SDK only sets the properties.</summary>
public sealed class ApplicationReferenceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bolt-testing-").FullName;

    [Fact]
    public async Task AnApplicationDoesNotBuildAndATestProjectDoes()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Bolt.sln")))
        {
            root = Path.GetDirectoryName(root)!;
        }

        var targets = Path.Combine(root, "Bolt.Testing", "buildTransitive", "Bolt.Testing.targets");
        await File.WriteAllTextAsync(Path.Combine(_folder, "inner.proj"), $"""<Project DefaultTargets="CoreCompile"><Import Project="{targets}" /><Target Name="CoreCompile"><Message Importance="high" Text="compiled $(Case)" /></Target></Project>""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "all.proj"),
            """
            <Project>
              <Target Name="Build">
                <MSBuild Projects="inner.proj" Properties="Case=application;UsingMicrosoftNETSdkWeb=true" ContinueOnError="true" />
                <MSBuild Projects="inner.proj" Properties="Case=library" />
                <MSBuild Projects="inner.proj" Properties="Case=test;UsingMicrosoftNETSdkWeb=true;IsTestProject=true" />
                <MSBuild Projects="inner.proj" Properties="Case=platform;UsingMicrosoftNETSdkWeb=true;IsTestingPlatformApplication=true" />
                <MSBuild Projects="inner.proj" Properties="Case=editor;UsingMicrosoftNETSdkWeb=true;DesignTimeBuild=true" />
              </Target>
            </Project>
            """,
            TestContext.Current.CancellationToken);
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["msbuild", "all.proj", "-nologo", "-v:m", "-nodeReuse:false"]) { WorkingDirectory = _folder, RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("BOLT2011: inner is an application and references Bolt.Testing: reference it in a test project. If this is a test project, set <IsTestProject>true</IsTestProject>.", output, StringComparison.Ordinal);
        Assert.Equal(["editor", "library", "platform", "test"], output.Split('\n').Where(static l => l.Contains("compiled ", StringComparison.Ordinal)).Select(static l => l.Trim()["compiled ".Length..]).Order(StringComparer.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
