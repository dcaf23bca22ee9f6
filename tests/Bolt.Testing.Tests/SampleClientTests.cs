using System.Net.Http.Headers;
using Bolt.Endpoints;
using Bolt.OpenApi.Tests;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Bolt.Testing.Tests;

/// <summary>A client generated from the QuickStart's document calls it, with the token where an operation asks for one and nowhere else.</summary>
public sealed class SampleClientTests
{
    private const string Program =
        """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;
        using Generated;

        public static class Visit
        {
            public static async Task<List<string>> RunAsync(Client client, Action<string> signedIn)
            {
                var seen = new List<string>();
                seen.Add((await client.ListAsync(20)).Single().Title);
                seen.Add(await Refused(() => client.MeAsync()));
                seen.Add(await Refused(() => client.AddAsync(new NewArticle { Title = "Mine", Body = "No token." })));

                Token ada = await client.SignInAsync(new Credentials { Username = "ada", Password = "ada-password" });
                signedIn(ada.Access_token);
                Profile me = await client.MeAsync();
                seen.Add(me.Username);
                Article added = await client.AddAsync(new NewArticle { Title = "Second", Body = "By a generated client." });
                seen.Add(added.Title + " by " + added.Author);
                seen.Add(await Refused(() => client.DeleteAsync(added.Id)));
                signedIn((await client.RefreshAsync(new RefreshRequest { Refresh_token = ada.Refresh_token })).Access_token);
                await client.SignOutAsync();
                seen.Add(await Refused(() => client.MeAsync()));

                signedIn((await client.SignInAsync(new Credentials { Username = "grace", Password = "grace-password" })).Access_token);
                await client.DeleteAsync(added.Id);
                seen.Add((await client.ListAsync(null)).Count + " article");
                await client.SignOutEverywhereAsync();
                seen.Add(await Refused(() => client.SignOutEverywhereAsync()));
                return seen;
            }

            private static async Task<string> Refused(Func<Task> call)
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

    [Fact]
    public async Task TheQuickStartIsCalledWithTheTokenExactlyWhereItIsNeeded()
    {
        await using var sample = new SampleFactory<QuickStart.NewArticle>();
        await using var app = sample.WithWebHostBuilder(static host => host.ConfigureTestServices(static services => services.AddOpenApi(static o =>
        {
            o.AddBolt();
            // The client's methods have the handlers' names.
            o.AddOperationTransformer(static (operation, context, _) =>
            {
                operation.OperationId = context.Description.ActionDescriptor.EndpointMetadata.OfType<BoltRouteInfo>().Single().Handler.Split('.')[^1];
                return Task.CompletedTask;
            });
        })));
        var document = await app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1").GetOpenApiDocumentAsync(TestContext.Current.CancellationToken);
        var generated = await GeneratedClient.BuildAsync(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, TestContext.Current.CancellationToken), Program);

        var sent = new Recorder();
        using var http = app.CreateDefaultClient(new Uri("https://localhost"), sent);
        string? token = null;
        var type = generated.GetType("Generated.Client", throwOnError: true)!;
        var client = Activator.CreateInstance(type, http)!;
        type.GetProperty("Authenticate")!.SetValue(client, (HttpRequestMessage request, string scheme) =>
        {
            request.Headers.Authorization = scheme == "jwt" && token is not null ? new AuthenticationHeaderValue("Bearer", token) : null;
            return Task.CompletedTask;
        });
        var seen = await (Task<List<string>>)generated.GetType("Visit", throwOnError: true)!.GetMethod("RunAsync")!.Invoke(null, [client, (Action<string>)(t => token = t)])!;

        Assert.Equal(
            ["Hello", "401 Unauthorized", "401 Unauthorized", "ada", "Second by ada", "403 Forbidden", "401 Unauthorized", "1 article", "401 Unauthorized"], seen);
        Assert.Equal(
            [
                "GET /articles - 200",
                "GET /me - 401",
                "POST /articles - 401",
                "POST /auth/token - 200",
                "GET /me token 200",
                "POST /articles token 201",
                "DELETE /articles/2 token 403",
                "POST /auth/refresh - 200",
                "POST /auth/logout token 204",
                "GET /me token 401",
                "POST /auth/token - 200",
                "DELETE /articles/2 token 204",
                "GET /articles - 200",
                "POST /auth/logout-everywhere token 204",
                "POST /auth/logout-everywhere token 401",
            ],
            sent.Lines);
    }

    private sealed class Recorder : DelegatingHandler
    {
        /// <summary>Method, path, whether a token was sent, status.</summary>
        public List<string> Lines { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            Lines.Add($"{request.Method} {request.RequestUri!.AbsolutePath} {(request.Headers.Authorization is null ? "-" : "token")} {(int)response.StatusCode}");
            return response;
        }
    }
}
