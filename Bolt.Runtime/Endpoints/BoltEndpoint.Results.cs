using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Tasks;
using Bolt.Endpoints.Responses;
using Microsoft.AspNetCore.Http;

namespace Bolt.Endpoints;

/// <content>Answers: each kind of result, at once or in a task. A task that is already complete is not awaited.</content>
public abstract partial class BoltEndpoint
{
    private const string TextContentType = "text/plain; charset=utf-8";

    /// <summary>Nothing to write.</summary>
    protected static Task Done(Task handler) => handler;

    /// <summary>Nothing to write.</summary>
    protected static Task Done(ValueTask handler) => handler.AsTask();

    /// <summary>Writes text; null writes nothing.</summary>
    protected Task Text(HttpContext http, string? text)
    {
        if (HasPending(http))
        {
            return CommitThen(http, text, static (self, http, text) => self.Text(http, text));
        }

        if (text is null)
        {
            return Task.CompletedTask;
        }

        http.Response.ContentType ??= TextContentType;
        return http.Response.WriteAsync(text);
    }

    /// <inheritdoc cref="Text(HttpContext, string?)" />
    protected Task Text(HttpContext http, Task<string?> text)
    {
        return Text(http, new ValueTask<string?>(text));
    }

    /// <inheritdoc cref="Text(HttpContext, string?)" />
    protected Task Text(HttpContext http, ValueTask<string?> text)
    {
        return text.IsCompletedSuccessfully ? Text(http, text.Result) : Wait(this, http, text);

        static async Task Wait(BoltEndpoint self, HttpContext http, ValueTask<string?> text) => await self.Text(http, await text.ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Executes a result.</summary>
    protected Task Execute(HttpContext http, IResult? result)
    {
        if (result is null)
        {
            throw new InvalidOperationException("The handler returned null instead of a result.");
        }

        return HasPending(http) && StatusOf(http, result) is { } status ? CommitThenExecute(http, result, status) : result.ExecuteAsync(http);
    }

    /// <inheritdoc cref="Execute(HttpContext, IResult?)" />
    protected Task Execute<TResult>(HttpContext http, Task<TResult> result)
        where TResult : IResult?
    {
        return Execute(http, new ValueTask<TResult>(result));
    }

    /// <inheritdoc cref="Execute(HttpContext, IResult?)" />
    protected Task Execute<TResult>(HttpContext http, ValueTask<TResult> result)
        where TResult : IResult?
    {
        return result.IsCompletedSuccessfully ? Execute(http, result.Result) : Wait(this, http, result);

        static async Task Wait(BoltEndpoint self, HttpContext http, ValueTask<TResult> result) => await self.Execute(http, await result.ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Writes JSON. A value of a derived type is written as what it is where its contract is known, as minimal APIs do.</summary>
    protected Task Json<T>(HttpContext http, T? value, JsonTypeInfo<T> json)
    {
        if (HasPending(http))
        {
            return CommitThen(http, (value, json), static (self, http, result) => self.Json(http, result.value, result.json));
        }

        if (value is null || _isResponseSealed || value.GetType() == typeof(T) || json.PolymorphismOptions is not null)
        {
            return _isResponseBounded && value is not null ? BufferedJson.Write(http, value, json, MayBeHead) : http.Response.WriteAsJsonAsync(value!, json);
        }

        return _dynamic.Write(http, value, json);
    }

    /// <inheritdoc cref="Json{T}(HttpContext, T, JsonTypeInfo{T})" />
    protected Task Json<T>(HttpContext http, Task<T?> value, JsonTypeInfo<T> json) => Json(http, new ValueTask<T?>(value), json);

    /// <inheritdoc cref="Json{T}(HttpContext, T, JsonTypeInfo{T})" />
    protected Task Json<T>(HttpContext http, ValueTask<T?> value, JsonTypeInfo<T> json)
    {
        return value.IsCompletedSuccessfully ? Json(http, value.Result, json) : Wait(this, http, value, json);

        static async Task Wait(BoltEndpoint self, HttpContext http, ValueTask<T?> value, JsonTypeInfo<T> json) =>
            await self.Json(http, await value.ConfigureAwait(false), json).ConfigureAwait(false);
    }

    /// <summary>Sends a stream and disposes it; null writes nothing.</summary>
    protected Task SendStream(HttpContext http, Stream? stream) =>
        stream is null ? Task.CompletedTask : HasPending(http) ? CommitThenSend(http, stream) : StreamBody.Write(http, stream);

    /// <inheritdoc cref="SendStream(HttpContext, Stream?)" />
    protected async Task SendStream<TStream>(HttpContext http, Task<TStream> stream)
        where TStream : Stream? => await SendStream(http, await stream.ConfigureAwait(false)).ConfigureAwait(false);

    /// <inheritdoc cref="SendStream(HttpContext, Stream?)" />
    protected async Task SendStream<TStream>(HttpContext http, ValueTask<TStream> stream)
        where TStream : Stream? => await SendStream(http, await stream.ConfigureAwait(false)).ConfigureAwait(false);

    /// <summary>Writes what a handler declared as <c>object</c>, or an endpoint filter, returned.</summary>
    protected Task Dynamic(HttpContext http, object? value)
    {
        return value switch
        {
            IResult result => Execute(http, result),
            string text => Text(http, text),
            Stream stream => SendStream(http, stream),
            _ when HasPending(http) => CommitThen(http, value, static (self, http, value) => self.Dynamic(http, value)),
            _ => _dynamic.Write(http, value, _declared),
        };
    }

    /// <inheritdoc cref="Dynamic(HttpContext, object?)" />
    protected async Task Dynamic(HttpContext http, Task<object?> value) =>
        await Dynamic(http, await value.ConfigureAwait(false)).ConfigureAwait(false);

    /// <inheritdoc cref="Dynamic(HttpContext, object?)" />
    protected async Task Dynamic(HttpContext http, ValueTask<object?> value) =>
        await Dynamic(http, await value.ConfigureAwait(false)).ConfigureAwait(false);

    /// <summary>A handler's result as endpoint filters see it.</summary>
    protected static ValueTask<object?> Box<T>(T value) => new(value);

    /// <inheritdoc cref="Box{T}(T)" />
    protected static async ValueTask<object?> Box<T>(Task<T> value) => await value.ConfigureAwait(false);

    /// <inheritdoc cref="Box{T}(T)" />
    protected static async ValueTask<object?> Box<T>(ValueTask<T> value) => await value.ConfigureAwait(false);

    /// <summary>A handler's stream as endpoint filters see it: it is disposed with the response, whatever becomes of it.</summary>
    protected static ValueTask<object?> BoxStream(HttpContext http, Stream? stream)
    {
        if (stream is not null)
        {
            http.Response.RegisterForDisposeAsync(stream);
        }

        return new(stream);
    }

    /// <inheritdoc cref="BoxStream(HttpContext, Stream?)" />
    protected static async ValueTask<object?> BoxStream<TStream>(HttpContext http, Task<TStream> stream)
        where TStream : Stream? => await BoxStream(http, await stream.ConfigureAwait(false)).ConfigureAwait(false);

    /// <inheritdoc cref="BoxStream(HttpContext, Stream?)" />
    protected static async ValueTask<object?> BoxStream<TStream>(HttpContext http, ValueTask<TStream> stream)
        where TStream : Stream? => await BoxStream(http, await stream.ConfigureAwait(false)).ConfigureAwait(false);

    /// <inheritdoc cref="Box{T}(T)" />
    protected static async ValueTask<object?> Box(Task value)
    {
        await value.ConfigureAwait(false);
        return Results.Empty;
    }

    /// <inheritdoc cref="Box{T}(T)" />
    protected static async ValueTask<object?> Box(ValueTask value)
    {
        await value.ConfigureAwait(false);
        return Results.Empty;
    }
}
