using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary>Forms, raw bodies, objects of parameters: what is Bolt's own about them. That they bind as minimal APIs do is in <see cref="SameAsMinimalApisTests"/>.</summary>
public sealed class BindingKindTests
{
    private const string Form = "application/x-www-form-urlencoded";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/same/ints?ids=x", null, "", 400, "ids")]
    [InlineData("GET", "/same/values", null, "", 400, "ids")]
    [InlineData("GET", "/same/as-parameters/1?page=x", null, "", 400, "Page")]
    [InlineData("POST", "/same/bound", null, "", 400, "told")]
    [InlineData("POST", "/same/bound?told=teapot", null, "", 418, "told")]
    [InlineData("POST", "/same/form/int", Form, "a=x", 400, "a")]
    [InlineData("POST", "/same/form/int", Form, "b=1", 400, "a")]
    [InlineData("POST", "/same/form/record", Form, "a=1", 400, "B")]
    [InlineData("POST", "/same/form/record", Form, "c=1", 400, "A")]
    [InlineData("POST", "/same/form/int", null, "", 400, "a")]
    [InlineData("POST", "/same/form/int", "application/json", "{}", 415, "a")]
    [InlineData("POST", "/same/form/file", Form, "a=1", 415, "a")]
    [InlineData("POST", "/same/form/file", "multipart/form-data; boundary=x", "--x--", 400, "a")]
    [InlineData("POST", "/same/form/text", Form + "; charset=utf-7", "a=1", 415, "a")]
    [InlineData("POST", "/same/form/text", Form, "a=%00", 400, "a")]
    [InlineData("POST", "/same/as-parameters-form?id=1", Form, "a=1", 415, "A")]
    public async Task NamesTheParameterThatDoesNotFit(string method, string path, string? type, string body, int status, string parameter)
    {
        await using var app = await Application.StartAsync();
        var response = await app.Send(method, path, null, type is null ? null : Content(type, body));
        await AssertProblem(response, status, parameter);
    }

    [Theory]
    [InlineData("b=", "null")]
    [InlineData("a=7", "7")]
    public async Task AnOptionalNumberMayBeMissing(string form, string expected) =>
        Assert.Equal(expected, await Post("/kinds/optional-number", form));

    [Theory]
    [InlineData("x=1", "9 b 3  ")]
    [InlineData("Hidden=set", "9 b 3  ")]
    [InlineData("a=1&b=&c=&d=1&d=2", "1   2 ")]
    [InlineData("A=1&B=y&C=4", "1 y 4  ")]
    public async Task PropertiesThatTheFormLacksKeepWhatTheyAre(string form, string expected)
    {
        await using var app = await Application.StartAsync();
        Assert.Equal(expected, await Text(await app.Send("POST", "/kinds/settable", null, Multipart(form))));
        var withFile = Multipart(form);
        withFile.Add(new ByteArrayContent([1]), "file", "f.txt");
        Assert.Equal(expected + "f.txt", await Text(await app.Send("POST", "/kinds/settable", null, withFile)));
        await AssertProblem(await app.Send("POST", "/kinds/settable", null, new MultipartFormDataContent { { new StringContent("x"), "a" } }), 400, "A");
    }

    [Fact]
    public async Task ServicesAndTextsBesideAForm()
    {
        Assert.Equal("x|y", await Post("/kinds/texts", "a=x&a=y"));
        Assert.Equal("True 1", await Post("/kinds/service-and-form", "a=x"));
    }

    [Fact]
    public async Task TheFormIsNotReadBeforeTheLastGuardPassed()
    {
        await using var app = await Application.StartAsync();
        // No form at all, to an endpoint that would answer 415: authentication's and the guard's answers come first.
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Send("POST", "/kinds/guarded", null, Content("text/plain", "x"), ("X-Guard", "forbidden"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Send("POST", "/kinds/guarded", null, Content("text/plain", "x"), ("X-Guard", "unauthorized"))).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await app.Send("POST", "/kinds/guarded", null, Content("text/plain", "x"), ("X-Guard", "allow"))).StatusCode);
    }

    [Fact]
    public async Task TheCallerInsideAnObject()
    {
        await using var app = await Application.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Send("GET", "/kinds/caller/1")).StatusCode);
        Assert.Equal("1 id-A userid-A id-A id-A", await Text(await app.Send("GET", "/kinds/caller/1", null, null, ("X-A", "ok"))));
        Assert.Equal("nobody", await Text(await app.Send("GET", "/kinds/anyone")));
        Assert.Equal("id-A", await Text(await app.Send("GET", "/kinds/anyone", null, null, ("X-A", "ok"))));
        Assert.Equal("id-A 5", await Text(await app.Send("POST", "/kinds/guarded-stream", null, Content("text/plain", "hello"), ("X-A", "ok"))));
    }

    [Fact]
    public async Task AGuardThatLetsEveryoneInDoesNotMakeACallerInsideAnObject()
    {
        await using var app = await Application.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Send("GET", "/kinds/own-guard", null, null, ("X-Guard", "allow"))).StatusCode);
        Assert.Equal("id-A", await Text(await app.Send("GET", "/kinds/own-guard", null, null, ("X-Guard", "allow"), ("X-A", "ok"))));
    }

    [Fact]
    public async Task WhatIsTooLongIs413()
    {
        await using var app = await Application.StartAsync(static s => s.Configure<KestrelServerOptions>(static o => o.Limits.MaxRequestBodySize = 1000));
        var body = "a=" + new string('x', 2000);
        var form = await app.Send("POST", "/same/form/text", null, Content(Form, body));
        await AssertProblem(form, 413, "a");
        Assert.Contains("The form is too large.", await form.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        var json = await app.Send("POST", "/validated", null, Content("application/json", $"\"{body}\""));
        await AssertProblem(json, 413, "item");
        Assert.Contains("The request body is too large.", await json.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await app.Send("POST", "/same/stream", null, Content("text/plain", body))).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await app.Send("POST", "/same/pipe", null, Content("text/plain", body))).StatusCode);
    }

    [Fact]
    public async Task TheFormsOwnLimits()
    {
        await using var app = await Application.StartAsync(static s => s.Configure<FormOptions>(static o =>
        {
            o.ValueCountLimit = 3;
            o.ValueLengthLimit = 10;
            o.MultipartBodyLengthLimit = 10;
        }));
        await AssertProblem(await app.Send("POST", "/same/form/text", null, Content(Form, "a=1&b=2&c=3&d=4")), 400, "a");
        await AssertProblem(await app.Send("POST", "/same/form/text", null, Content(Form, "a=12345678901")), 400, "a");
        await AssertProblem(await app.Send("POST", "/same/form/file", null, new MultipartFormDataContent { { new ByteArrayContent(new byte[100]), "a", "f" } }), 400, "a");
        Assert.Equal(HttpStatusCode.OK, (await app.Send("POST", "/same/form/text", null, Content(Form, "a=1&b=2"))).StatusCode);
    }

    /// <summary>Forms changed at random: whatever comes, the answer is not 500.</summary>
    [Fact]
    public async Task NoFormEndsIn500()
    {
        const string seed = "--x\r\nContent-Disposition: form-data; name=a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n5\r\n--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"f\"\r\n\r\nhi\r\n--x--\r\n";
        await using var app = await Application.StartAsync();
        var random = new Random(1);
        for (var i = 0; i < 400; i++)
        {
            var body = Mutate(Encoding.Latin1.GetBytes(seed), random);
            var type = "multipart/form-data; boundary=x";
            if (i % 4 == 0)
            {
                type = Encoding.Latin1.GetString(Mutate(Encoding.Latin1.GetBytes(type), random)).Trim();
            }

            var content = new ByteArrayContent(body);
            content.Headers.TryAddWithoutValidation("Content-Type", new string([.. type.Where(static c => c is >= ' ' and < '\u007f')]));
            var response = await app.Send("POST", i % 2 == 0 ? "/same/form/file" : "/same/form/ints", null, content);
            Assert.True((int)response.StatusCode < 500, $"{type}\n{Encoding.Latin1.GetString(body)}");
        }
    }

    [Fact]
    public async Task FiltersSeeAnObjectAsOneArgument()
    {
        var seen = new List<string>();
        await using var app = await Application.StartAsync(map: a => a.MapGroup("").AddEndpointFilter((context, next) =>
        {
            seen.Add(string.Join(' ', context.Arguments.Select(static x => x?.GetType().Name ?? "null")));
            for (var i = 0; i < context.Arguments.Count; i++)
            {
                context.Arguments[i] = context.Arguments[i] switch
                {
                    Search search => search with { Page = 100 },
                    Coordinates => new Coordinates(100),
                    int[] => new[] { 100 },
                    var other => other,
                };
            }

            return next(context);
        }).MapBolt());

        Assert.StartsWith("1 100 ", await Text(await app.Send("GET", "/same/as-parameters/1")), StringComparison.Ordinal);
        Assert.Equal("100", await Text(await app.Send("POST", "/same/bound-value?x=1")));
        Assert.Equal("100", await Text(await app.Send("POST", "/same/bound-value-or-null?x=1")));
        Assert.Equal("null", await Text(await app.Send("POST", "/same/bound-value-or-null")));
        Assert.Equal("[100]", await Text(await app.Send("POST", "/same/form/ints", null, Content(Form, "a=1"))));
        Assert.Equal("f 1", await Text(await app.Send("POST", "/same/form/file", null, new MultipartFormDataContent { { new ByteArrayContent([1]), "a", "f" } })));
        Assert.Equal(["Search", "Coordinates", "Coordinates", "null", "Int32[]", "FormFile"], seen);
    }

    /// <summary>ASP.NET Core's rule stands: who asks for antiforgery validation must have the middleware, and what it found is heeded.</summary>
    [Fact]
    public async Task AntiforgeryOnlyWhereTheApplicationAsksForIt()
    {
        await using var without = await Application.StartAsync(map: static a => a.MapBolt().Add(static b => b.Metadata.Add(new RequiresAntiforgery())));
        Assert.Equal(HttpStatusCode.InternalServerError, (await without.Send("POST", "/same/form/text", null, Content(Form, "a=1"))).StatusCode);

        await using var with = await Application.StartAsync(static s => s.AddAntiforgery(), static a =>
        {
            a.UseAntiforgery();
            a.MapBolt().Add(static b => b.Metadata.Add(new RequiresAntiforgery()));
        });
        await AssertProblem(await with.Send("POST", "/same/form/text", null, Content(Form, "a=1")), 400, "a");
    }

    [Fact]
    public async Task ABodyBesideAFormStopsTheStart()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(static () => Application.StartAsync(static s => s.Remove(s.Single(static d => d.ServiceType == typeof(Calls)))));
        Assert.Contains("POST /kinds/service-and-form would read both 'calls' and 'form' from the body", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = random.Next(bytes.Length);
            bytes = random.Next(4) switch
            {
                0 => [.. bytes[..at], .. bytes[(at + 1)..], (byte)'-'],
                1 => [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]],
                2 => [.. bytes[..at], .. bytes[random.Next(bytes.Length)..]],
                _ => [.. bytes[..at], (byte)"\r\n-;=\"%:\0"[random.Next(9)], .. bytes[(at + 1)..]],
            };
            bytes = bytes.Length == 0 ? [(byte)'x'] : bytes;
        }

        return bytes;
    }

    private static MultipartFormDataContent Multipart(string form)
    {
        var multipart = new MultipartFormDataContent();
        foreach (var pair in form.Split('&').Select(static p => p.Split('=')))
        {
            multipart.Add(new StringContent(pair[1]), pair[0]);
        }

        return multipart;
    }

    private static async Task<string> Post(string path, string form)
    {
        await using var app = await Application.StartAsync();
        return await Text(await app.Send("POST", path, null, Content(Form, form)));
    }

    private static async Task<string> Text(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode} {text}");
        return text;
    }

    private static async Task AssertProblem(HttpResponseMessage response, int status, string parameter)
    {
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains($"\"{parameter}\":[", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private static ByteArrayContent Content(string type, string body) =>
        new(Encoding.Latin1.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };

    private sealed class RequiresAntiforgery : IAntiforgeryMetadata
    {
        public bool RequiresValidation => true;
    }
}
