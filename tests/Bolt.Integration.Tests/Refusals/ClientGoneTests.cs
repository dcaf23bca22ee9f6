using System.Net;
using System.Net.Sockets;
using System.Text;
using Bolt.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bolt.Integration.Tests;

/// <summary>A client that hangs up while something is asked for it: a raw connection that is closed, and what the log and the metrics say of it.</summary>
[Collection(AloneCollection.Name)]
public sealed class ClientGoneTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/keys/me", Interrupted.Canceled)]
    [InlineData("/keys/me", Interrupted.OtherException)]
    [InlineData("/keys/me", Interrupted.CanceledBeforeItAnswers)]
    [InlineData("/keys/me", Interrupted.OtherExceptionBeforeItAnswers)]
    [InlineData("/scheme", Interrupted.Canceled)]
    [InlineData("/scheme", Interrupted.OtherException)]
    public async Task AKeyStoreHasNotFailed(string path, Interrupted how)
    {
        await using var app = await Start(how, static s =>
        {
            s.AddAuthentication("api_key").AddBolt();
            s.AddAuthorization();
        }, static a =>
        {
            a.UseAuthorization();
            a.MapBolt();
            a.MapGet("/scheme", static () => "scheme").RequireAuthorization();
        });
        using var observer = new Observer(app.Services);
        await HangUp(app, path, "X-API-Key: nobody");
        Assert.Empty(Lines(app, static l => l.Level >= LogLevel.Error || (l.Category is "Bolt" or "Bolt.ApiKeyAuthentication" && l.Id != 4004)));
        Assert.Empty(observer.Of("bolt.authentication.failures"));
        Assert.Empty(observer.Of("bolt.refusals"));
        Assert.DoesNotContain(observer.Of("aspnetcore.authentication.authenticate.duration"), static t => t.Contains("result=failure", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Interrupted.Canceled, false)]
    [InlineData(Interrupted.OtherException, false)]
    [InlineData(Interrupted.OtherExceptionBeforeItAnswers, false)]
    [InlineData(Interrupted.Canceled, true)]
    [InlineData(Interrupted.OtherException, true)]
    [InlineData(Interrupted.OtherExceptionBeforeItAnswers, true)]
    public async Task ARevocationStoreHasNotFailed(Interrupted how, bool failOpen)
    {
        await using var app = await Start(how, s => s.AddBolt().AddRevocation<Revoked>(o => o.FailOpen = failOpen));
        using var observer = new Observer(app.Services);
        await HangUp(app, "/jwt/me", "Authorization: Bearer " + app.Token());
        Assert.Empty(Lines(app, static l => l.Id is 5001 or 5002));
        Assert.Empty(observer.Of("bolt.revocation.store.failures"));
    }

    [Theory]
    [InlineData(Interrupted.Canceled)]
    [InlineData(Interrupted.OtherException)]
    [InlineData(Interrupted.OtherExceptionBeforeItAnswers)]
    public async Task AUserLoaderHasNotFailed(Interrupted how)
    {
        await using var app = await Start(how, static s => s.AddScoped<IUserLoader<AppUser>, Users>());
        await HangUp(app, "/jwt/user", "Authorization: Bearer " + app.Token());
        Assert.Empty(Lines(app, static l => l.Level >= LogLevel.Error));
    }

    [Theory]
    [InlineData(Interrupted.Canceled)]
    [InlineData(Interrupted.CanceledBeforeItAnswers)]
    [InlineData(Interrupted.TimedOut)]
    [InlineData(Interrupted.OtherException)]
    public async Task WhileTheClientIsThereACanceledQuestionIsAFailedStore(Interrupted how)
    {
        await using var app = await Start(how, static s => s.AddBolt().AddRevocation<Revoked>());
        using var observer = new Observer(app.Services);
        app.Services.GetRequiredService<Question>().FailNow = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.Send("GET", "/keys/me", null, null, ("X-API-Key", "nobody"))).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.Send("GET", "/jwt/me", app.Token())).StatusCode);
        await app.StopAsync();
        Assert.Single(app.Logs.Lines, static l => l is { Id: 4003, Level: LogLevel.Error });
        Assert.Single(app.Logs.Lines, static l => l is { Id: 5001, Level: LogLevel.Error });
        Assert.Equal(2, app.Logs.Lines.Count(static l => l is { Category: "Bolt", Id: 2, Level: LogLevel.Error }));
        Assert.Equal(2, observer.Of("bolt.authentication.failures").Count());
        Assert.Equal(2, observer.Of("bolt.refusals").Count(static t => t.Contains("status_code=503", StringComparison.Ordinal)));
        Assert.Single(observer.Of("bolt.revocation.store.failures"));
    }

    private static Task<Application> Start(Interrupted how, Action<IServiceCollection>? services = null, Action<WebApplication>? map = null) => Application.StartAsync(
        s =>
        {
            s.AddSingleton(new Question(how)).AddBolt().AddApiKeyStore<Store>();
            services?.Invoke(s);
        },
        map);

    private static string[] Lines(Application app, Func<(string Category, LogLevel Level, int Id, string Text), bool> which) =>
        [.. app.Logs.Lines.Where(which).Select(static l => $"{l.Level} {l.Category} {l.Id} {l.Text}")];

    private static async Task HangUp(Application app, string path, string header)
    {
        var question = app.Services.GetRequiredService<Question>();
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, app.Client.BaseAddress!.Port, Cancellation);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n{header}\r\n\r\n"), Cancellation);
            await question.Asked.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
            client.LingerState = new LingerOption(true, 0);
        }

        await question.Over.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        await app.StopAsync();
    }

    /// <summary>How what is asked ends once the request's token says so.</summary>
    public enum Interrupted
    {
        Canceled,
        OtherException,
        CanceledBeforeItAnswers,
        OtherExceptionBeforeItAnswers,
        TimedOut,
    }

    private sealed class Question(Interrupted how)
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public Task Over => _over.Task;

        public bool FailNow { get; set; }

        public ValueTask<T> Ask<T>(CancellationToken cancellation)
        {
            _asked.TrySetResult();
            if (how is Interrupted.CanceledBeforeItAnswers or Interrupted.OtherExceptionBeforeItAnswers)
            {
                if (!FailNow)
                {
                    cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(10));
                }

                _over.TrySetResult();
                throw Failure(cancellation);
            }

            return Later<T>(cancellation);
        }

        private async ValueTask<T> Later<T>(CancellationToken cancellation)
        {
            try
            {
                await (FailNow ? Task.Delay(1, cancellation) : Task.Delay(Timeout.Infinite, cancellation));
            }
            catch (OperationCanceledException) when (how != Interrupted.Canceled)
            {
            }
            finally
            {
                _over.TrySetResult();
            }

            throw Failure(cancellation);
        }

        private Exception Failure(CancellationToken cancellation) => how switch
        {
            Interrupted.Canceled or Interrupted.CanceledBeforeItAnswers => new TaskCanceledException("canceled", null, cancellation),
            Interrupted.TimedOut => new TimeoutException(),
            _ => new InvalidOperationException("the connection is in use"),
        };
    }

    private sealed class Store(Question question) : IApiKeyStore
    {
        public ValueTask<ApiKey?> FindAsync(string keyHash, CancellationToken cancellationToken) => question.Ask<ApiKey?>(cancellationToken);
    }

    private sealed class Revoked(Question question) : IRevocationStore
    {
        public ValueTask<bool> IsRevokedAsync(string tokenId, CancellationToken cancellationToken) => question.Ask<bool>(cancellationToken);

        public ValueTask RevokeAsync(string tokenId, DateTimeOffset expiresAt, CancellationToken cancellationToken) => default;
    }

    private sealed class Users(Question question) : IUserLoader<AppUser>
    {
        public ValueTask<AppUser?> FindAsync(string userId, CancellationToken cancellationToken) => question.Ask<AppUser?>(cancellationToken);
    }
}
