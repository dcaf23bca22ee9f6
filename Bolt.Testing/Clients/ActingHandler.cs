using System;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Testing.Hosting;

namespace Bolt.Testing.Clients;

/// <summary>Sends copies of requests through another client, each with a credential. That client hides what it sends through, so this one cannot use it directly.</summary>
internal sealed class ActingHandler(HttpClient client, Acting acting) : HttpMessageHandler
{
    private Task<TestHost>? _host;

    public static HttpClient CreateClient(HttpClient client, Acting acting) =>
        new(new ActingHandler(client, acting), disposeHandler: true) { BaseAddress = client.BaseAddress, Timeout = Timeout.InfiniteTimeSpan };

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        // What a host in this process sends through has no synchronous way.
        Task.Run(() => SendAsync(request, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var host = await (_host ??= TestHost.FindAsync(client, acting.Call, CancellationToken.None)).ConfigureAwait(false);
        using var copy = Copy(request);
        await acting.AuthenticateAsync(host, copy, client, cancellationToken).ConfigureAwait(false);
        var response = await client.SendAsync(copy, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            acting.Take([.. cookies]);
        }

        if (response.RequestMessage is { } sent && ReferenceEquals(sent, copy))
        {
            request.RequestUri = sent.RequestUri;
            response.RequestMessage = request;
        }

        return response;
    }

    /// <summary>A request can be sent once. Its content can be read by either, and is the caller's to dispose.</summary>
    private static HttpRequestMessage Copy(HttpRequestMessage request)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Version = request.Version, VersionPolicy = request.VersionPolicy };
        if (request.Content is { } content)
        {
            copy.Content = new SharedContent(content);
        }

        foreach (var (name, values) in request.Headers.NonValidated)
        {
            copy.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        foreach (var (name, value) in request.Options)
        {
            copy.Options.Set(new HttpRequestOptionsKey<object?>(name), value);
        }

        return copy;
    }

    /// <summary>Disposing the copy leaves the content to its owner.</summary>
    private sealed class SharedContent : HttpContent
    {
        private readonly HttpContent _content;

        public SharedContent(HttpContent content)
        {
            _content = content;
            foreach (var (name, values) in content.Headers.NonValidated)
            {
                Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        protected override Task SerializeToStreamAsync(System.IO.Stream stream, System.Net.TransportContext? context) => _content.CopyToAsync(stream, context);

        protected override Task SerializeToStreamAsync(System.IO.Stream stream, System.Net.TransportContext? context, CancellationToken cancellationToken) => _content.CopyToAsync(stream, context, cancellationToken);

        protected override bool TryComputeLength(out long length)
        {
            length = _content.Headers.ContentLength ?? 0;
            return _content.Headers.ContentLength is not null;
        }
    }
}
