using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Bolt.Hosting.Tests;

/// <summary>What an OpenAPI document needs the contracts of where there is no reflection, as in a native program: one that is missing makes a 500 of all of it.</summary>
public sealed class DescribedContractsTests
{
    [Theory]
    [InlineData(typeof(int))]
    [InlineData(typeof(Guid?))]
    [InlineData(typeof(DateOnly))]
    [InlineData(typeof(string[]))]
    [InlineData(typeof(StringValues))]
    [InlineData(typeof(IFormFile))]
    [InlineData(typeof(IFormFileCollection))]
    [InlineData(typeof(IFormCollection))]
    [InlineData(typeof(Stream))]
    [InlineData(typeof(PipeReader))]
    public void ParametersHaveAContract(Type type) => Assert.True(Options(JsonTypeInfoResolver.Combine()).TryGetTypeInfo(type, out _));

    [Fact]
    public void BodiesThatAreNoJsonAreStillNone() =>
        Assert.Throws<NotSupportedException>(static () => JsonSerializer.Serialize<Stream>(new MemoryStream(), Options(JsonTypeInfoResolver.Combine())));

    [Fact]
    public void TypesOfTheApplicationHaveNoneButItsOwn() => Assert.False(Options(JsonTypeInfoResolver.Combine()).TryGetTypeInfo(typeof(DescribedContractsTests), out _));

    [Fact]
    public void TheApplicationsContractsComeFirst()
    {
        var options = Options(new WithModifiedInt());
        Assert.Equal("\"7\"", JsonSerializer.Serialize(7, (JsonTypeInfo<int>)options.GetTypeInfo(typeof(int))));
    }

    private static JsonSerializerOptions Options(IJsonTypeInfoResolver application)
    {
        var services = new ServiceCollection();
        services.AddBolt();
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolver = application);
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
    }

    private sealed class WithModifiedInt : IJsonTypeInfoResolver
    {
        public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) => type == typeof(int) ? JsonMetadataServices.CreateValueInfo<int>(options, new Quoted()) : null;
    }

    private sealed class Quoted : System.Text.Json.Serialization.JsonConverter<int>
    {
        public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteStringValue($"{value}");
    }
}
