using Microsoft.AspNetCore.Http;

namespace Bolt.Integration.Tests;

[BoltGroup("/streams", Guards = [typeof(AllowAny)])]
public static class Streams
{
    [BoltGet("/now")]
    public static Stream Now() => new TrackedStream();

    [BoltGet("/derived")]
    public static TrackedStream Derived() => new();

    [BoltGet("/task")]
    public static async Task<Stream> Later()
    {
        await Task.Yield();
        return new TrackedStream();
    }

    [BoltGet("/value-task")]
    public static ValueTask<TrackedStream> LaterValue() => new(new TrackedStream());

    [BoltGet("/object")]
    public static object Object() => new TrackedStream();

    [BoltGet("/rest")]
    public static Stream Rest() => new TrackedStream { Position = 1 };

    [BoltGet("/typed")]
    public static Stream Typed(HttpResponse response)
    {
        response.ContentType = "image/png";
        return new TrackedStream();
    }

    [BoltGet("/none")]
    public static Stream? None() => null;

    [BoltGet("/broken")]
    public static Stream Broken() => new TrackedStream { IsBroken = true };

    [BoltHead("/head")]
    public static Stream Head() => new TrackedStream();
}

/// <summary>Says how many of its kind are open.</summary>
public sealed class TrackedStream : MemoryStream
{
    private static int s_open;
    private bool _isClosed;

    public TrackedStream()
        : base([1, 2, 3]) => Interlocked.Increment(ref s_open);

    public static int Open => Volatile.Read(ref s_open);

    public bool IsBroken { get; init; }

    public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
        IsBroken ? throw new IOException("broken") : base.CopyToAsync(destination, bufferSize, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (!_isClosed)
        {
            _isClosed = true;
            Interlocked.Decrement(ref s_open);
        }

        base.Dispose(disposing);
    }
}
