using System.Reflection;
using System.Reflection.Emit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bolt.Backends.Tests;

/// <summary>Types of one full name, from two assemblies, and from two of one name as plug-ins may be loaded.</summary>
public sealed class AssemblyTests
{
    [Theory]
    [InlineData("One", "Two", "Shared.Keys (One)", "Shared.Keys (Two)")]
    [InlineData("One", "One", null, null)]
    public async Task TypesOfOneFullNameShareNothing(string one, string two, string? firstName, string? secondName)
    {
        var (first, second) = (Define(one), Define(two));
        var services = new ServiceCollection();
        var bolt = services.AddBolt();
        Add(bolt, first, "First", "first-key");
        Add(bolt, second, "Second", "second-key");
        using var provider = services.BuildServiceProvider();
        var backends = new[] { (ApiKeyAuthentication)provider.GetRequiredService(first), (ApiKeyAuthentication)provider.GetRequiredService(second) };
        Assert.NotEqual(backends[0].Name, backends[1].Name);
        Assert.Equal((firstName ?? backends[0].Name, secondName ?? backends[1].Name), (backends[0].Name, backends[1].Name));
        Assert.True(await Accepts(backends[0], "first-key"));
        Assert.False(await Accepts(backends[0], "second-key"));
        Assert.False(await Accepts(backends[1], "first-key"));
        Assert.True(await Accepts(backends[1], "second-key"));
    }

    [Fact]
    public void TheMessageSaysWhichAssemblies()
    {
        var services = new ServiceCollection();
        var bolt = services.AddBolt();
        Add(bolt, Define("One"), "Shared", "first-key");
        Add(bolt, Define("Two"), "Shared", "second-key");
        using var provider = services.BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<BoltOptions>>().Value);
        Assert.Contains("Shared.Keys, One,", error.Message, StringComparison.Ordinal);
        Assert.Contains("Shared.Keys, Two,", error.Message, StringComparison.Ordinal);
    }

    private static Type Define(string assembly) => AssemblyBuilder.DefineDynamicAssembly(new AssemblyName(assembly), AssemblyBuilderAccess.Run)
        .DefineDynamicModule(assembly).DefineType("Shared.Keys", TypeAttributes.Public, typeof(ApiKeyAuthentication)).CreateType();

    private static void Add(BoltBuilder bolt, Type type, string section, string key) => typeof(BoltApiKeyExtensions).GetMethods()
        .Single(static m => m is { Name: "AddApiKeys", IsGenericMethod: true } && m.GetParameters().Length == 3)
        .MakeGenericMethod(type)
        .Invoke(null, [bolt, section, (Action<ApiKeyOptions>)(o => o.Keys.Add(new ApiKey(key, ApiKey.Hash(key))))]);

    private static async Task<bool> Accepts(ApiKeyAuthentication backend, string key)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers["X-API-Key"] = key;
        return (await backend.AuthenticateAsync(http)).Succeeded;
    }
}
