using System.Linq.Expressions;
using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary>
/// The same handlers, once as Bolt routes and once as minimal APIs, in one application: what they are given, and so what they answer, is the same. Left out is where Bolt
/// means to differ: the names of enum members are taken in any case, a form's object is never null, and an <c>IEnumerable&lt;T&gt;</c> that services make empty is a body.
/// </summary>
public sealed class SameAsMinimalApisTests
{
    private static readonly string[] Lists = ["", "?ids=", "?ids", "?ids=1&ids=2", "?ids=1&ids=", "?ids=x", "?ids=1,2", "?IDS=3", "?ids=%20"];
    private static readonly string[] Forms = ["", "a=", "a=1&a=2", "a=x", "a=5&b=6", "A=5&B=y", "a=5&b=", "b=1", "a=%00", "a=%ff%zz", "&&&", "a", "a=1&a="];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task QueryAndHeaders()
    {
        await using var app = await StartAsync();
        foreach (var path in new[] { "/ints", "/ints-or-null", "/nullable-ints", "/days", "/texts", "/values", "/values-or-null" })
        {
            foreach (var query in Lists.Append("?ids=Friday&ids=0&links=/a&links=http://b"))
            {
                await Compare(app, "GET", path + query);
            }
        }

        foreach (var query in Lists)
        {
            await Compare(app, "POST", "/query-ints" + query);
        }

        foreach (var path in new[] { "/header-texts", "/header-ints", "/header-values" })
        {
            foreach (var header in new string[][] { [], [""], ["1,2"], ["1", "2"], ["a, \"b,c\""], ["1,,2"], [","] })
            {
                await Compare(app, "GET", path, null, header);
            }
        }
    }

    /// <summary>A value that is sent empty was sent: it is no number and no date. What takes a string gets it.</summary>
    [Fact]
    public async Task EmptyValues()
    {
        await using var app = await StartAsync();
        foreach (var path in new[]
        {
            "/int", "/int-or-null", "/int-default", "/int-or-null-default", "/date-or-null", "/day", "/day-or-null", "/day-default", "/guid-or-null", "/version-or-null", "/link-or-null", "/text", "/text-or-null", "/text-default",
            "/v-ints", "/v-nullable-ints", "/v-strings", "/v-member",
        })
        {
            foreach (var query in new[] { "", "?v=", "?v", "?v=%20", "?v=&v=", "?v=1", "?v=Friday", "?other=" })
            {
                await Compare(app, "GET", path + query);
            }
        }

        foreach (var header in new string[][] { [], [""], [" "], ["7"] })
        {
            await Compare(app, "GET", "/header-int-or-null", null, header);
            await Compare(app, "GET", "/header-int-default", null, header);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await app.Send("GET", "/same/int-or-null?v=")).StatusCode);
    }

    /// <summary>A browser sends every field of a form: of a form's object, one that takes null and was left empty is null.</summary>
    [Fact]
    public async Task EmptyFields()
    {
        await using var app = await StartAsync();
        foreach (var form in new[] { "V=&D=&S=&E=", "V=1&D=&S=x&E=Friday", "V=&V=", "V=x", "D=%20", "V=1&N=", "V=1&N=4" })
        {
            await Compare(app, "POST", "/form/fields", () => Raw("application/x-www-form-urlencoded", form));
        }

        foreach (var form in new[] { "a=", "a=1", "a", "a=&a=" })
        {
            await Compare(app, "POST", "/form/int-or-null", () => Raw("application/x-www-form-urlencoded", form));
        }
    }

    [Fact]
    public async Task FormValues()
    {
        await using var app = await StartAsync();
        foreach (var path in new[] { "/form/int", "/form/int-default", "/form/text", "/form/text-or-null", "/form/ints", "/form/values", "/form/whole", "/form/record", "/form/required" })
        {
            await Compare(app, "POST", path);
            foreach (var form in Forms)
            {
                // Where nothing of an object is in the form, minimal APIs call the handler with null though it takes none; Bolt answers 400.
                if (!(path is "/form/record" or "/form/required" && !form.Contains("a=", StringComparison.OrdinalIgnoreCase) && form.Length > 0 && form != "b=1"))
                {
                    await Compare(app, "POST", path, () => Raw("application/x-www-form-urlencoded", form));
                }
            }

            foreach (var (type, body) in Bodies().Where(_ => path is not ("/form/record" or "/form/required")))
            {
                await Compare(app, "POST", path, () => Raw(type, body));
            }
        }
    }

    [Fact]
    public async Task Files()
    {
        await using var app = await StartAsync();
        foreach (var path in new[] { "/form/file", "/form/file-or-null", "/form/files" })
        {
            await Compare(app, "POST", path);
            foreach (var (type, body) in Bodies())
            {
                await Compare(app, "POST", path, () => Raw(type, body));
            }
        }
    }

    [Fact]
    public async Task JsonBodies()
    {
        await using var app = await StartAsync();
        foreach (var path in new[] { "/body/int", "/body/int-default", "/body/nullable-int", "/body/nullable-int-default", "/body/text-default", "/body/text-or-null" })
        {
            // Without a body minimal APIs make zero of an optional value type, whatever its default is; Bolt takes the default.
            var atDefault = path switch { "/body/int-default" or "/body/nullable-int-default" => "5", "/body/nullable-int" => "", _ => null };
            if (atDefault is not null)
            {
                Assert.Equal((path, atDefault, "0"), (path, await Empty("/same" + path), await Empty("/plain/same" + path)));
            }
            else
            {
                await Compare(app, "POST", path);
            }

            foreach (var json in new[] { "", " ", "null", " null\n", "nul", "7", "\"seven\"", "{}", "[null]" })
            {
                if (atDefault is null || json.Length > 0)
                {
                    await Compare(app, "POST", path, () => Raw("application/json", json));
                }
            }
        }

        async Task<string> Empty(string path) => await (await app.Send("POST", path)).Content.ReadAsStringAsync(Cancellation);
    }

    [Fact]
    public async Task RawBodies()
    {
        await using var app = await StartAsync();
        foreach (var path in new[] { "/stream", "/pipe" })
        {
            await Compare(app, "POST", path);
            await Compare(app, "POST", path, () => Raw("text/plain", new string('x', 100_000)));
            await Compare(app, "POST", path, () => Raw("nonsense", "{"));
        }
    }

    [Fact]
    public async Task TypesThatBindThemselves()
    {
        await using var app = await StartAsync();
        foreach (var path in new[] { "/bound", "/bound-or-null", "/bound-value", "/bound-value-or-null", "/bound-through-interface", "/bound-inherited" })
        {
            foreach (var query in new[] { "", "?told=1", "?told=bad", "?told=teapot", "?x=4", "?x=y", "?v=1" })
            {
                await Compare(app, "POST", path + query);
            }
        }
    }

    [Fact]
    public async Task AsParameters()
    {
        await using var app = await StartAsync();
        foreach (var query in new[] { "", "?page=x", "?page=2&q=t", "?tag=a&tag=b&told=1", "?told=bad", "?q=" })
        {
            await Compare(app, "GET", "/as-parameters/5" + query, null, "trace");
        }

        foreach (var query in new[] { "", "?page=1", "?page=1&size=2&ignored=x", "?page=1&size=x" })
        {
            await Compare(app, "GET", "/as-parameters-set" + query);
        }

        foreach (var query in new[] { "", "?id=1" })
        {
            await Compare(app, "POST", "/as-parameters-body" + query);
            await Compare(app, "POST", "/as-parameters-body" + query, static () => Raw("application/json", """{"id":1,"text":"x"}"""));
            await Compare(app, "POST", "/as-parameters-body" + query, static () => Raw("application/json", "{"));
        }

        foreach (var (type, body) in Bodies())
        {
            await Compare(app, "POST", "/as-parameters-form?id=1", () => Raw(type, body));
        }
    }

    /// <summary>What OpenAPI is made from.</summary>
    [Fact]
    public async Task Descriptions()
    {
        await using var app = await StartAsync(static s => s.AddEndpointsApiExplorer());
        var all = app.Services.GetRequiredService<IApiDescriptionGroupCollectionProvider>().ApiDescriptionGroups.Items.SelectMany(static g => g.Items).ToList();
        var compared = 0;
        foreach (var bolt in all.Where(static d => d.RelativePath!.StartsWith("same/", StringComparison.Ordinal)))
        {
            var plain = all.Single(d => d.RelativePath == "plain/" + bolt.RelativePath && d.HttpMethod == bolt.HttpMethod);
            Assert.Equal((bolt.RelativePath, Parameters(plain)), (bolt.RelativePath, Parameters(bolt)));
            compared++;
        }

        Assert.Equal(Handlers().Count(), compared);

        static string Parameters(ApiDescription description) =>
            string.Join("; ", description.ParameterDescriptions.Select(static p => $"{p.Name} {p.Source.Id} {p.Type} required={p.IsRequired} {p.ModelMetadata?.ModelType}"));
    }

    /// <summary>Forms as browsers send them, and as they should not be sent.</summary>
    private static IEnumerable<(string Type, string Body)> Bodies()
    {
        const string text = "--x\r\nContent-Disposition: form-data; name=a\r\n\r\n5\r\n";
        const string file = "--x\r\nContent-Disposition: form-data; name=a; filename=f\r\n\r\nhi\r\n";
        yield return ("multipart/form-data; boundary=x", text + "--x--\r\n");
        yield return ("multipart/form-data; boundary=x", file + "--x--\r\n");
        yield return ("multipart/form-data; boundary=x", text + file + "--x\r\nContent-Disposition: form-data; name=File; filename=g\r\n\r\nhi\r\n--x--\r\n");
        yield return ("multipart/form-data; boundary=\"x\"", text + "--x--");
        yield return ("Multipart/Form-Data; boundary=x; charset=\"utf-8\"", text + "--x--");
        yield return ("multipart/form-data", text + "--x--\r\n");
        yield return ("multipart/form-data; boundary=y", text + "--x--\r\n");
        yield return ("multipart/form-data; boundary=" + new string('y', 200), text + "--x--\r\n");
        yield return ("multipart/form-data; boundary=x", file);
        yield return ("multipart/form-data; boundary=x", "--x\r\nrubbish\r\n\r\nhi\r\n--x--");
        yield return ("multipart/form-data; boundary=x", "--x--");
        yield return ("application/x-www-form-urlencoded; charset=\"utf-8\"", "a=1&b=2");
        yield return ("application/x-www-form-urlencoded; charset=nonsense", "a=1&b=2");
        yield return ("application/x-www-form-urlencoded", string.Join('&', Enumerable.Range(0, 1100).Select(static i => $"k{i}=1")));
        yield return ("application/x-www-form-urlencoded", new string('k', 3000) + "=1");
        yield return ("application/json", "{}");
        yield return ("text/plain", "a=1");
        yield return ("garbage;;;", "a=1");
    }

    private static ByteArrayContent Raw(string type, string body)
    {
        var content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    private static async Task Compare(Application app, string method, string path, Func<HttpContent>? body = null, params string[] header)
    {
        var headers = header.Select(static h => ("X-T", h)).ToArray();
        var bolt = await app.Send(method, "/same" + path, null, body?.Invoke(), headers);
        var plain = await app.Send(method, "/plain/same" + path, null, body?.Invoke(), headers);
        var what = $"{method} {path} {string.Join(" / ", header)} {(body is null ? "" : $"{body().Headers.NonValidated["Content-Type"]} {Encoding.Latin1.GetString(await body().ReadAsByteArrayAsync(Cancellation))}")}";
        Assert.Equal((what, plain.StatusCode), (what, bolt.StatusCode));
        if (bolt.StatusCode == HttpStatusCode.OK)
        {
            Assert.Equal((what, await plain.Content.ReadAsStringAsync(Cancellation)), (what, await bolt.Content.ReadAsStringAsync(Cancellation)));
        }
        else
        {
            // Bolt's answer says which parameter it is about; minimal APIs' is empty.
            Assert.Equal((what, "application/problem+json"), (what, bolt.Content.Headers.ContentType?.MediaType));
        }
    }

    private static IEnumerable<(MethodInfo Method, BoltRouteAttribute Route)> Handlers() =>
        typeof(Same).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(static m => (m, m.GetCustomAttribute<BoltRouteAttribute>()!));

    private static Task<Application> StartAsync(Action<IServiceCollection>? services = null) => Application.StartAsync(services, static app =>
    {
        app.MapBolt();
        var plain = app.MapGroup("/plain/same");
        foreach (var (method, route) in Handlers())
        {
            var type = Expression.GetDelegateType([.. method.GetParameters().Select(static p => p.ParameterType), method.ReturnType]);
            plain.MapMethods(route.Pattern, route.Methods, method.CreateDelegate(type)).DisableAntiforgery();
        }
    });
}
