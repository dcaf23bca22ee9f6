using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary><c>AddValidation()</c> works on Bolt's endpoints as it does on minimal APIs, behind the guards.</summary>
public sealed class ValidationTests
{
    [Theory]
    [InlineData("/validated/5", null, HttpStatusCode.OK)]
    [InlineData("/validated/500", null, HttpStatusCode.BadRequest)]
    [InlineData("/validated/guarded/500", null, HttpStatusCode.Unauthorized)]
    [InlineData("/validated/guarded/500", "ok", HttpStatusCode.BadRequest)]
    [InlineData("/validated/guarded/5", "ok", HttpStatusCode.OK)]
    public async Task ParametersAreValidatedBehindTheGuards(string path, string? credential, HttpStatusCode expected)
    {
        await using var app = await Application.StartAsync(Validation);
        Assert.Equal(expected, (await app.Send("GET", path, null, null, ("X-A", credential ?? ""))).StatusCode);
        await using var grouped = await Application.StartAsync(Validation, static a => a.MapGroup("/api").MapBolt());
        Assert.Equal(expected, (await grouped.Send("GET", "/api" + path, null, null, ("X-A", credential ?? ""))).StatusCode);
    }

    /// <summary>A body whose type is marked is validated; the guide says how (handlers.md).</summary>
    [Theory]
    [InlineData("""{"what":"book","count":3}""", HttpStatusCode.OK)]
    [InlineData("""{"what":"x","count":3}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"what":"book","count":99}""", HttpStatusCode.BadRequest)]
    public async Task AMarkedBodyIsValidated(string body, HttpStatusCode expected)
    {
        await using var app = await Application.StartAsync(Validation);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(expected, (await app.Send("POST", "/validated", null, content)).StatusCode);
    }

    /// <summary>As the fix of BOLT2012 leaves the type: ASP.NET Core's generator finds it, though no MapPost names it.</summary>
    [Theory]
    [InlineData("""{"what":"x","n":99}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"what":"book","n":9}""", HttpStatusCode.OK)]
    public async Task BodiesOfMarkedTypesAreValidated(string json, HttpStatusCode expected)
    {
        await using var app = await Application.StartAsync(Validation);
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var response = await app.Client.PostAsync(new Uri("/validated/order", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(expected, response.StatusCode);
    }

    /// <summary>An <c>[AsParameters]</c> object and a form object whose types are marked, as the guide says (handlers.md). Each of them once as a record and once as a class.</summary>
    [Theory]
    [InlineData("GET", "/validated/page?number=5", null, null)]
    [InlineData("GET", "/validated/page?number=500", null, "number")]
    [InlineData("GET", "/validated/page/class?size=5", null, null)]
    [InlineData("GET", "/validated/page/class?size=500", null, "size")]
    [InlineData("GET", "/validated/page/class", null, null)]
    [InlineData("GET", "/validated/page/class/guarded?size=500", null, "size")]
    [InlineData("POST", "/validated/form", "what=book&count=3", null)]
    [InlineData("POST", "/validated/form", "what=x&count=3", "What")]
    [InlineData("POST", "/validated/form", "what=book&count=99", "Count")]
    [InlineData("POST", "/validated/form/class", "what=book", null)]
    [InlineData("POST", "/validated/form/class", "what=x", "What")]
    [InlineData("POST", "/validated/form/class/guarded", "what=x", "What")]
    [InlineData("POST", "/validated/form/members", "what=book", null)]
    [InlineData("POST", "/validated/form/members", "what=x", "What")]
    public async Task ObjectsOfValuesAreValidated(string method, string path, string? form, string? wrong)
    {
        await using var app = await Application.StartAsync(Validation);
        HttpContent? Content() => form is null ? null : new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        if (path.Contains("guarded", StringComparison.Ordinal))
        {
            using var refused = await app.Send(method, path, null, Content());
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        using var response = await app.Send(method, path, null, Content(), ("X-A", "ok"));
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal((wrong is null ? HttpStatusCode.OK : HttpStatusCode.BadRequest, body), (response.StatusCode, body));
        if (wrong is null)
        {
            Assert.Equal("ok", body);
        }
        else
        {
            using var problem = System.Text.Json.JsonDocument.Parse(body);
            Assert.Equal(wrong, Assert.Single(problem.RootElement.GetProperty("errors").EnumerateObject()).Name, StringComparer.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task ItCanBeTurnedOff()
    {
        await using var app = await Application.StartAsync(Validation, static a => a.MapBolt().DisableValidation());
        Assert.Equal(HttpStatusCode.OK, (await app.Send("GET", "/validated/500")).StatusCode);
    }

    /// <summary>The only call: ASP.NET Core's generator fails where there are two.</summary>
    internal static void Validation(IServiceCollection services) => services.AddValidation();
}

#pragma warning disable ASP0029 // the attribute is experimental, and there is no other way to name a type that only Bolt's handlers take
[Microsoft.Extensions.Validation.ValidatableType]
#pragma warning restore ASP0029
public sealed record ValidatedItem([Required, MinLength(3)] string What, [Range(1, 10)] int Count);

[BoltGroup("/validated")]
internal static class Validated
{
    [BoltPost("", Guards = [typeof(AllowAny)])]
    public static int Add(ValidatedItem item) => item.Count;

    [BoltGet("{amount}", Guards = [typeof(AllowAny)])]
    public static int Pay([Range(1, 100)] int amount) => amount;

    [BoltGet("guarded/{amount}", Auth = [typeof(ScriptedA)], Guards = [typeof(IsAuthenticated)])]
    public static int Guarded([Range(1, 100)] int amount) => amount;

    [BoltPost("order", Guards = [typeof(AllowAny)])]
    public static NewOrder Order(NewOrder order) => order;

    [BoltGet("page", Guards = [typeof(AllowAny)])]
    public static string Page([AsParameters] ValidatedPage page) => page is null ? "" : "ok";

    [BoltGet("page/class", Guards = [typeof(AllowAny)])]
    [BoltGet("page/class/guarded", Auth = [typeof(ScriptedA)], Guards = [typeof(IsAuthenticated)])]
    public static string Page([AsParameters] ValidatedPageClass page) => page is null ? "" : "ok";

    [BoltPost("form", Guards = [typeof(AllowAny)])]
    public static string Form([FromForm] ValidatedItem form) => form is null ? "" : "ok";

    [BoltPost("form/class", Guards = [typeof(AllowAny)])]
    [BoltPost("form/class/guarded", Auth = [typeof(ScriptedA)], Guards = [typeof(IsAuthenticated)])]
    public static string Form([FromForm] ValidatedForm form) => form is null ? "" : "ok";

    [BoltPost("form/members", Guards = [typeof(AllowAny)])]
    public static string Form([AsParameters] ValidatedRequest request) => request is null ? "" : "ok";
}

#pragma warning disable ASP0029 // experimental in .NET 10
[Microsoft.Extensions.Validation.ValidatableType]
public sealed record ValidatedPage([Range(1, 100)] int Number = 1);

[Microsoft.Extensions.Validation.ValidatableType]
public sealed class ValidatedPageClass
{
    [Range(1, 100)]
    public int? Size { get; set; }
}

[Microsoft.Extensions.Validation.ValidatableType]
public sealed class ValidatedForm
{
    [Required, MinLength(3)]
    public string? What { get; set; }
}

[Microsoft.Extensions.Validation.ValidatableType]
public sealed class ValidatedRequest
{
    [FromForm, MinLength(3)]
    public required string What { get; init; }
}
#pragma warning restore ASP0029

#pragma warning disable ASP0029 // experimental in .NET 10
[Microsoft.Extensions.Validation.ValidatableType]
#pragma warning restore ASP0029
public sealed record NewOrder([Required, MinLength(3)] string What, [Range(1, 10)] int N);
