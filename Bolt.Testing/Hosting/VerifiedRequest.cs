using System;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Bolt.Testing.Hosting;

/// <summary>One request of <see cref="BoltSurfaceTests"/>, as the host under test sees it.</summary>
internal sealed class VerifiedRequest(BoltTestCaller? caller) : IEndpointFeature
{
    /// <summary>No status that a handler would send.</summary>
    public const int PassedStatus = 299;

    private static readonly AsyncLocal<VerifiedRequest?> CurrentRequest = new();
    private static readonly IResult PassedResult = Results.StatusCode(PassedStatus);

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Endpoint? _endpoint;

    /// <summary>The one that this flow of execution serves.</summary>
    public static VerifiedRequest? Current => CurrentRequest.Value;

    /// <summary>Whose rights a session has while this request is served; null for the application's users.</summary>
    public BoltTestCaller? Caller => caller;

    /// <summary>It has arrived at the host.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>It went past every guard and the binding.</summary>
    public bool HasPassed { get; private set; }

    /// <summary>Whom the endpoint's backends accepted.</summary>
    public AuthContext? Auth { get; private set; }

    /// <summary>What was thrown while it was served.</summary>
    public Exception? Error { get; private set; }

    /// <summary>What routing chose first, whatever middleware puts in its place later.</summary>
    public Endpoint? Matched { get; private set; }

    /// <summary>The host is done with it: a client may have its response before.</summary>
    public Task Done => _done.Task;

    Endpoint? IEndpointFeature.Endpoint
    {
        get => _endpoint;
        set
        {
            _endpoint = value;
            Matched ??= value;
        }
    }

    public object? Pass()
    {
        HasPassed = true;
        return PassedResult;
    }

    public void Start(HttpContext http)
    {
        HasStarted = true;
        CurrentRequest.Value = this;
        http.Features.Set(this);
        http.Features.Set<IEndpointFeature>(this);
    }

    public void Finish(HttpContext http, Exception? error)
    {
        Auth = CallerFeature.Get(http)?.Auth;
        Error = error;
        _done.TrySetResult();
    }

    /// <summary>Runs something for a caller that is made up, outside of a request of its own.</summary>
    public static IDisposable Use(BoltTestCaller caller)
    {
        CurrentRequest.Value = new VerifiedRequest(caller);
        return new Reset();
    }

    private sealed class Reset : IDisposable
    {
        public void Dispose() => CurrentRequest.Value = null;
    }
}
