using System.Reflection;
using Bolt.Shared;

namespace Bolt.Analyzers.Tests;

/// <summary>Which methods change nothing is decided twice: by the rules at compile time, by the runtime per request.</summary>
public class HttpMethodTests
{
    private static readonly Func<string, bool> IsSafeAtRuntime = (typeof(Guard).Assembly.GetTypes().Single(static t => t.Name == "RouteMethods")
        .GetMethod("IsSafe", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static) ?? throw new InvalidOperationException("RouteMethods has no IsSafe."))
        .CreateDelegate<Func<string, bool>>();

    [Theory]
    [InlineData("GET", true)]
    [InlineData("HEAD", true)]
    [InlineData("OPTIONS", true)]
    [InlineData("TRACE", true)]
    [InlineData("POST", false)]
    [InlineData("PUT", false)]
    [InlineData("PATCH", false)]
    [InlineData("DELETE", false)]
    [InlineData("CONNECT", false)]
    [InlineData("QUERY", false)]
    [InlineData("PROPFIND", false)]
    public void SafeMethods_AreTheSameToRulesAndRuntime(string method, bool isSafe)
    {
        Assert.Equal(isSafe, HttpMethods.IsSafe(method));
        Assert.Equal(isSafe, IsSafeAtRuntime(method));
    }
}
