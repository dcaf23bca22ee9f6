namespace Bolt.Sessions.Server;

/// <summary>Holds a request in the middle, so that another one goes first.</summary>
internal sealed class Turnstile
{
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Arrived => _arrived.Task;

    public Task PassAsync()
    {
        _arrived.TrySetResult();
        return _open.Task;
    }

    public void Open() => _open.TrySetResult();

    public void Close() => (_arrived, _open) = (new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously));
}
