using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Bolt.Endpoints;
using Bolt.Endpoints.Responses;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary>JSON answers: what has a known bound goes out at once with its length, everything else as the platform sends it, and both say the same.</summary>
public sealed class AnswerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3)]
    [InlineData(100_000)]
    public async Task ABoundedAnswerIsThePlatformsBytesWithTheirLength(int length)
    {
        await using var app = await Application.StartAsync();
        var response = await app.Send("GET", $"/answer/deep?length={length}");
        var expected = await PlatformsBytes(Answers.Deep(length), app);
        Assert.Equal((HttpStatusCode.OK, "application/json; charset=utf-8"), (response.StatusCode, response.Content.Headers.ContentType?.ToString()));
        Assert.Null(response.Headers.TransferEncodingChunked);
        Assert.Equal(expected, await response.Content.ReadAsByteArrayAsync(Cancellation));

        var head = await app.Send("HEAD", $"/answer/deep?length={length}");
        Assert.Equal((HttpStatusCode.OK, (long?)expected.Length), (head.StatusCode, head.Content.Headers.ContentLength));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task TheApplicationsSerializerOptionsCount()
    {
        await using var app = await Application.StartAsync(static s => s.ConfigureHttpJsonOptions(static o =>
        {
            o.SerializerOptions.WriteIndented = true;
            o.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseUpper;
            o.SerializerOptions.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        }));
        var body = await (await app.Send("GET", "/answer/deep?length=1")).Content.ReadAsByteArrayAsync(Cancellation);
        Assert.Equal(await PlatformsBytes(Answers.Deep(1), app), body);
        Assert.Contains("\"<one>\"", System.Text.Encoding.UTF8.GetString(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAnswerWithACollectionIsStreamed()
    {
        await using var app = await Application.StartAsync();
        var response = await app.Send("GET", "/answer/wide");
        Assert.True(response.Headers.TransferEncodingChunked);
        Assert.Equal("""{"name":"wide","notes":[{"id":1,"text":"one"},{"id":2,"text":"two"}]}""", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task AGetterThatThrowsIsA500AndNotHalfA200()
    {
        await using var app = await Application.StartAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, (await app.Send("GET", "/answer/broken")).StatusCode);
    }

    [Fact]
    public async Task WhatTheHandlerHasWrittenStaysInFront()
    {
        await using var app = await Application.StartAsync();
        Assert.Equal("""begun {"id":1,"text":"one"}""", await app.Client.GetStringAsync(new Uri("/answer/begun", UriKind.Relative), Cancellation));
    }

    [Fact]
    public async Task TheHandlersStatusCounts()
    {
        await using var app = await Application.StartAsync();
        var response = await app.Send("GET", "/answer/created");
        Assert.Equal((HttpStatusCode.Created, """{"id":1,"text":"one"}"""), (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation)));
    }

    [Theory]
    [InlineData(typeof(int), true)]
    [InlineData(typeof(Note), true)]
    [InlineData(typeof(Deep), true)]
    [InlineData(typeof(string[]), false)]
    [InlineData(typeof(Wide), false)]
    [InlineData(typeof(Shape), false)]
    [InlineData(typeof(object), false)]
    [InlineData(typeof(Recursive), false)]
    [InlineData(typeof(HasObject), false)]
    [InlineData(typeof(HasConverter), false)]
    [InlineData(typeof(HasExtensionData), false)]
    [InlineData(typeof(IAsyncEnumerable<int>), false)]
    public void KnowsWhatHasABound(Type type, bool isBounded)
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        Assert.Equal(isBounded, BufferedJson.IsBounded(options.GetTypeInfo(type)));
    }

    private static async Task<byte[]> PlatformsBytes<T>(T value, Application app)
    {
        var options = app.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>().Value.SerializerOptions;
        var http = new DefaultHttpContext();
        using var body = new MemoryStream();
        http.Response.Body = body;
        await http.Response.WriteAsJsonAsync(value, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)), cancellationToken: Cancellation);
        return body.ToArray();
    }

    private sealed record Recursive(string Name, Recursive? Next);

    private sealed record HasObject(object Value);

    private sealed record HasConverter([property: JsonConverter(typeof(JsonStringEnumConverter<DayOfWeek>))] DayOfWeek Day, Version Version, Odd Odd);

    private sealed class HasExtensionData
    {
        [JsonExtensionData]
        public Dictionary<string, object>? More { get; set; }
    }

    [JsonConverter(typeof(OddConverter))]
    private sealed class Odd;

    private sealed class OddConverter : JsonConverter<Odd>
    {
        public override Odd? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Odd value, JsonSerializerOptions options) => writer.WriteNullValue();
    }
}
