using System.Runtime.CompilerServices;

namespace Bolt.Tests;

/// <summary>Applications under test, and the processes that tests start, do not watch their settings files: a user may have 128 watchers on Linux, and test modules run side by side.</summary>
internal static class NoSettingsWatchers
{
    [ModuleInitializer]
    public static void Set() => Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
}
