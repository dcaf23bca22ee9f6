using System.IO.Pipelines;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
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
    [InlineData(typeof(SseItem<string>))]
    public void ParametersHaveAContract(Type type) => Assert.True(Options(JsonTypeInfoResolver.Combine()).TryGetTypeInfo(type, out _));

    /// <summary>The same text as with reflection: a property that is missing would be a response that says less.</summary>
    [Fact]
    public void ProblemDetailsAreWritten()
    {
        object[] problems =
        [
            new ProblemDetails { Type = "t", Title = "T", Status = 409, Detail = "d", Instance = "i", Extensions = { ["mine"] = "yes", ["number"] = 5 } },
            new HttpValidationProblemDetails(new Dictionary<string, string[]> { ["n"] = ["too large", "odd"] }) { Status = 400 },
        ];
        var (without, with) = (Options(JsonTypeInfoResolver.Combine()), Options(new DefaultJsonTypeInfoResolver()));
        Assert.All(problems, p => Assert.Equal(JsonSerializer.Serialize(p, with.GetTypeInfo(p.GetType())), JsonSerializer.Serialize(p, without.GetTypeInfo(p.GetType()))));
        Assert.Contains("\"errors\":{\"n\":[\"too large\",\"odd\"]}", JsonSerializer.Serialize(problems[1], without.GetTypeInfo(typeof(HttpValidationProblemDetails))), StringComparison.Ordinal);
    }

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
        return provider.GetRequiredService<IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>().Value.SerializerOptions;
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
