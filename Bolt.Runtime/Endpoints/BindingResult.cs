using System.ComponentModel;

namespace Bolt.Endpoints;

/// <summary>What came of reading a body. <c>default</c> is "not bound": the refusal has been written.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BindingResult<T>
{
    /// <summary>The body was read.</summary>
    public BindingResult(T? value)
    {
        Value = value;
        IsBound = true;
    }

    /// <summary>True when the handler may be called.</summary>
    public bool IsBound { get; }

    /// <summary>True when there was no body and none is needed.</summary>
    public bool IsMissing { get; private init; }

    /// <summary>What the body says.</summary>
    public T? Value { get; }

    internal static BindingResult<T> Missing => new(default) { IsMissing = true };
}
