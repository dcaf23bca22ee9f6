namespace Bolt.EndToEnd.Tests.Behavior;

/// <summary>Both builds of a server that is part of tests/apps/Bolt.Servers. The native one is published once, when the first test asks for it.</summary>
/// <param name="package">Publishes it.</param>
/// <param name="name">The server's project and namespace.</param>
public abstract class BothServers(Package package, string name) : IAsyncDisposable
{
    private const string Program = "Bolt.Servers";

    private readonly Dictionary<Build, BehaviorServer> _shared = [];
    private readonly Dictionary<string, BehaviorServer> _special = [];

    /// <summary>A server without special settings, for tests that leave nothing behind.</summary>
    internal async Task<BehaviorServer> Shared(Build build) => _shared.TryGetValue(build, out var server) ? server : _shared[build] = await Start(build);

    /// <summary>A server with these settings, for tests that leave nothing behind.</summary>
    internal async Task<BehaviorServer> Shared(Build build, (string Name, string Value)[] wanted)
    {
        if (wanted.Length == 0)
        {
            return await Shared(build);
        }

        var key = $"{build} {string.Join(' ', wanted)}";
        return _special.TryGetValue(key, out var server) ? server : _special[key] = await Start(build, wanted);
    }

    /// <summary>A server of the test's own; names are those of the server's <c>Wanted</c>, of <c>Bolt__</c> settings, and <c>TZ</c> is its time zone.</summary>
    internal async Task<BehaviorServer> Start(Build build, params (string Name, string Value)[] wanted)
    {
        var (folder, environment) = await Prepare(build, wanted);
        return new BehaviorServer(await ServerProcess.StartAsync(Path.Combine(folder, Program), folder, environment));
    }

    /// <summary>What a server says that does not start.</summary>
    internal async Task<string> Refused(Build build, params (string Name, string Value)[] wanted)
    {
        var (folder, environment) = await Prepare(build, wanted);
        var (exitCode, output) = await ServerProcess.RunToEnd(Path.Combine(folder, Program), folder, environment);
        Assert.NotEqual(0, exitCode);
        return output;
    }

    /// <summary>What publishing said. A warning of the native compiler's is an error, also for a later run that finds everything up to date.</summary>
    internal async Task<string> Publish()
    {
        Cli.NeedsLinker();
        return await package.PublishServers();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var server in _shared.Values.Concat(_special.Values))
        {
            await server.DisposeAsync();
        }
    }

    private async Task<(string Folder, (string Name, string Value)[] Environment)> Prepare(Build build, (string Name, string Value)[] wanted)
    {
        if (build == Build.Native)
        {
            await Publish();
        }

        var folder = build == Build.Native ? package.Servers : Path.Combine(Repository.Root, "tests", "apps", Program, "bin", Repository.Configuration, "net10.0");
        return (folder, [("BOLT_SERVER", name), ("Bolt__Jwt__Secret", Token.Secret), .. wanted.Select(static w => (w.Name == "TZ" || w.Name.StartsWith("Bolt__", StringComparison.Ordinal) ? w.Name : "Behavior__" + w.Name, w.Value))]);
    }
}
