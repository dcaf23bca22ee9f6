using System.Reflection;
using Bolt.Endpoints;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.OpenApi.Tests;

/// <summary>A client that knows only the document sends a credential exactly where the endpoint wants one, and gets what the document says.</summary>
public sealed class GeneratedClientTests
{
    private static readonly string[] Permissions = ["a", "b", "c", "edit"];

    private const string Program =
        """
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;
        using Generated;

        public static class Visit
        {
            public static async Task<List<string>> RunAsync(Client client, System.Action<string> signedIn)
            {
                var seen = new List<string>();
                seen.Add((await client.ListAsync()).Single().Author);
                seen.Add(await Refused(() => client.FindAsync("first")));
                NoteToken token = await client.SignInAsync(new Visitor { Name = "a" });
                signedIn(token.AccessToken);
                Note found = await client.FindAsync("first");
                seen.Add(found.Title + " by " + found.Author);
                Note added = await client.AddAsync(new Note { Title = "second", Author = "anyone" });
                seen.Add(added.Title + " by " + added.Author);
                seen.Add(await Refused(() => client.DeleteAsync("first")));
                await client.SignInAsync(new Visitor { Name = "b" });
                seen.Add((await client.ListAsync()).Single().Author);
                return seen;
            }

            private static async Task<string> Refused(System.Func<Task> call)
            {
                try
                {
                    await call();
                    return "passed";
                }
                catch (ApiException<BoltProblem> refused)
                {
                    return refused.StatusCode + " " + refused.Result.Title;
                }
            }
        }
        """;

    private static Assembly? _generated;

    /// <summary>Each operation without parameters: the scheme that its request carried, beside the backend that its endpoint asks first.</summary>
    [Fact]
    public async Task CredentialsGoExactlyWhereTheyAreNeeded()
    {
        await using var app = await StartAsync();
        var generated = await BuildAsync(app);
        using var sent = new Recorder();
        using var http = new HttpClient(sent) { BaseAddress = app.Client.BaseAddress };
        var client = Create(generated, http, (request, scheme) =>
        {
            sent.Schemes[request] = scheme;
            return app.Authenticate(request, scheme.Length == 0 ? null : scheme, Permissions);
        });
        foreach (var method in client.GetType().GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(static m => m.ReturnType.IsAssignableTo(typeof(Task)) && m.GetParameters().Length == 0))
        {
            await Passes((Task)method.Invoke(client, null)!);
        }

        var expected = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(static e => e.RoutePattern.RawText!.StartsWith("/golden/", StringComparison.Ordinal) && e.RoutePattern.RawText != "/golden/session/all")
            .Select(static e => (Path: e.RoutePattern.RawText!, Security: e.Metadata.GetMetadata<IBoltSecurityMetadata>()!))
            .Select(static e => $"{e.Path} [{(e.Security.Guards.Count > 0 && e.Security.Details.Any(static g => g.NeedsIdentity) ? e.Security.Auth[0] : "")}] {(IsRefused(e.Path) ? 403 : 200)}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), sent.Lines.Where(static l => l.StartsWith("/golden/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(23, sent.Lines.Count(static l => l.StartsWith("/golden/", StringComparison.Ordinal)));
    }

    /// <summary>By the types of the document: a body, a list, one response, a created one, problems of a 401 and a 403. The token is sent to the three routes that need it, and to no other.</summary>
    [Fact]
    public async Task ResponsesAreOfTheDocumentsTypes()
    {
        await using var app = await StartAsync();
        var generated = await BuildAsync(app);
        using var sent = new Recorder();
        using var http = new HttpClient(sent) { BaseAddress = app.Client.BaseAddress };
        string? token = null;
        var client = Create(generated, http, (request, scheme) =>
        {
            if (scheme == "jwt" && token is not null)
            {
                sent.Schemes[request] = scheme;
                request.Headers.Authorization = new("Bearer", token);
            }

            return Task.CompletedTask;
        });
        var visit = generated.GetType("Visit", throwOnError: true)!.GetMethod("RunAsync")!;
        var seen = await (Task<List<string>>)visit.Invoke(null, [client, (Action<string>)(t => token = t)])!;
        Assert.Equal(["nobody", "401 Unauthorized", "first by 1", "second by 1", "403 Forbidden", "nobody"], seen);
        Assert.Equal(
            ["/notes [] 200", "/notes/first [] 401", "/notes/token [] 200", "/notes/first [jwt] 200", "/notes [jwt] 201", "/notes/first [jwt] 403", "/notes/token [] 200", "/notes [] 200"], sent.Lines);
    }

    /// <summary>Without a guard; and where a guard looks for a header that clients do not send.</summary>
    private static bool IsRefused(string path) => path.EndsWith("/closed", StringComparison.Ordinal) || (path.EndsWith("/own", StringComparison.Ordinal) && path != "/golden/jwt/own");

    /// <summary>Once: generating and compiling take seconds, and the document is the same.</summary>
    private static async Task<Assembly> BuildAsync(Application app) => _generated ??= await GeneratedClient.BuildAsync((await app.Document()).ToJsonString(), Program);

    private static Task<Application> StartAsync() => Application.StartAsync(static o =>
    {
        o.ShouldInclude = static d => d.RelativePath is { } path && (path.StartsWith("golden/", StringComparison.Ordinal) || path.StartsWith("notes", StringComparison.Ordinal));
        o.AddBolt();
        // The client's methods have the handlers' names.
        o.AddOperationTransformer(static (operation, context, _) =>
        {
            operation.OperationId = context.Description.ActionDescriptor.EndpointMetadata.OfType<BoltRouteInfo>().Single().Handler.Split('.')[^1];
            return Task.CompletedTask;
        });
    });

    private static object Create(Assembly generated, HttpClient http, Func<HttpRequestMessage, string, Task> authenticate)
    {
        var type = generated.GetType("Generated.Client", throwOnError: true)!;
        var client = Activator.CreateInstance(type, http)!;
        type.GetProperty("Authenticate")!.SetValue(client, authenticate);
        return client;
    }

    private static async Task Passes(Task call)
    {
        try
        {
            await call;
        }
        catch (Exception e) when (e.GetType().Name.StartsWith("ApiException", StringComparison.Ordinal))
        {
            // What came is in the record.
        }
    }

    private sealed class Recorder() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        public Dictionary<HttpRequestMessage, string> Schemes { get; } = [];

        /// <summary>Path, scheme and status of each request; a credential without a scheme is named, too.</summary>
        public List<string> Lines { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            Lines.Add($"{request.RequestUri!.AbsolutePath} [{Schemes.GetValueOrDefault(request, "")}] {(int)response.StatusCode}");
            return response;
        }
    }
}
