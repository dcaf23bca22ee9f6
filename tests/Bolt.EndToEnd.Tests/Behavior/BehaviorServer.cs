using System.Text;

namespace Bolt.EndToEnd.Tests.Behavior;

/// <summary>A running server, and requests to it.</summary>
internal sealed class BehaviorServer(ServerProcess process) : IAsyncDisposable
{
    public Uri Address => process.Client.BaseAddress!;

    public string Output => process.Output;

    public Task<Answer> Get(string path, params (string Name, string Value)[] headers) => Send("GET", path, null, headers);

    public Task<Answer> Post(string path, params (string Name, string Value)[] headers) => Send("POST", path, null, headers);

    public async Task<Answer> Send(string method, string path, HttpContent? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await process.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.Of(response);
    }

    /// <summary>How often the server says that something ran.</summary>
    public async Task<int> Calls(string name) => int.Parse((await Get("/control/calls/" + name)).Body, null);

    /// <summary>Waits for something that the server does beside its answers: a log line, a reloaded settings file.</summary>
    public static async Task Until(Func<Task<bool>> condition, Func<string> otherwise)
    {
        for (var i = 0; i < 600; i++)
        {
            if (await condition())
            {
                return;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Fail(otherwise());
    }

    public Task Logged(string text) => Until(() => Task.FromResult(Output.Contains(text, StringComparison.Ordinal)), () => $"'{text}' is not in\n{Output}");

    public static HttpContent Json(string json) => new StringContent(json, Encoding.UTF8, "application/json");

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
